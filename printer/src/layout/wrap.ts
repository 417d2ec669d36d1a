import type { Span } from '../document/document.ts';
import { cleanText } from './clean-text.ts';
import type { Meter } from './layout.ts';
import { append, emptyLine, type LineOfCell } from './pieces.ts';
import { type Style, styleOf } from './style.ts';

type Fragment = { readonly text: string; readonly style: Style };
type Token = { readonly kind: 'word' | 'space' | 'break'; readonly fragments: Fragment[] };

/** Breaks text into lines at spaces, and inside a word only where the word alone is wider than the room. */
export function wrapSpans(spans: readonly Span[], room: number, meter: Meter): LineOfCell[] {
  const lines: LineOfCell[] = [];
  let line = emptyLine;
  let space: Fragment[] = [];
  for (const token of tokensOf(spans)) {
    if (token.kind === 'break') {
      lines.push(line);
      line = emptyLine;
      space = [];
    } else if (token.kind === 'space') {
      space = token.fragments;
    } else {
      const withSpace = extend(line, [...space, ...token.fragments], meter);
      if (withSpace.width <= room) line = withSpace;
      else {
        // The spaces at a line break are swallowed.
        if (line.width > 0) lines.push(line);
        line = extend(emptyLine, token.fragments, meter);
        if (line.width > room) {
          const broken = breakWord(token.fragments, room, meter);
          lines.push(...broken.slice(0, -1));
          line = broken.at(-1) ?? emptyLine;
        }
      }
      space = [];
    }
  }
  // Spaces at the very end are meant: they are the margin of a banner.
  const padded = extend(line, space, meter);
  return [...lines, padded.width <= room ? padded : line];
}

/** The lines of a text that may not be wrapped: only its own line ends count, and every space is kept. */
export function unwrappedLines(spans: readonly Span[], meter: Meter): LineOfCell[] {
  const lines: LineOfCell[] = [];
  let line = emptyLine;
  for (const token of tokensOf(spans)) {
    if (token.kind === 'break') {
      lines.push(line);
      line = emptyLine;
    } else line = extend(line, token.fragments, meter);
  }
  return [...lines, line];
}

function extend(line: LineOfCell, fragments: readonly Fragment[], meter: Meter): LineOfCell {
  return fragments.reduce((so, { text, style }) => append(so, text, style, meter(text, style)), line);
}

/** By grapheme: a Bangla conjunct or an accented letter stays whole. */
function breakWord(fragments: readonly Fragment[], room: number, meter: Meter): LineOfCell[] {
  const lines: LineOfCell[] = [];
  let line = emptyLine;
  for (const { text, style } of fragments) {
    for (const { segment } of graphemes.segment(text)) {
      const width = meter(segment, style);
      if (line.width + width > room && line.width > 0) {
        lines.push(line);
        line = emptyLine;
      }
      line = append(line, segment, style, width);
    }
  }
  return [...lines, line];
}
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Words may run over spans (`extra` in bold, `hot` not), so tokens are built over all of them. */
function tokensOf(spans: readonly Span[]): Token[] {
  const tokens: Token[] = [];
  for (const span of spans) {
    const style = styleOf(span);
    for (const [text] of cleanText(span.text).matchAll(/\n| +|[^ \n]+/g)) {
      if (text === '\n') tokens.push({ kind: 'break', fragments: [] });
      else if (text.startsWith(' ')) join(tokens, 'space', { text, style });
      else {
        // A no-break space has done its work when the words are known; printers draw any of them as a space.
        const word = text.replaceAll('\u00a0', ' ');
        const [first = '', ...others] = withoutSpaces.test(word) ? wordsOf(word) : [word];
        join(tokens, 'word', { text: first, style });
        for (const other of others) tokens.push({ kind: 'word', fragments: [{ text: other, style }] });
      }
    }
  }
  return tokens;
}

function join(tokens: Token[], kind: Token['kind'], fragment: Fragment): void {
  const last = tokens.at(-1);
  if (last?.kind === kind) last.fragments.push(fragment);
  else tokens.push({ kind, fragments: [fragment] });
}

/** Scripts that are written without spaces; a dictionary knows where their words end. */
const withoutSpaces = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const words = new Intl.Segmenter('th', { granularity: 'word' });
function wordsOf(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment);
}
