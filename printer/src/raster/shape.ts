import { Buffer as TextBuffer, Direction, type Font, shape } from 'harfbuzzjs';
import type { Style } from '../layout/style.ts';
import { covers, type FontName, fontFor, fontNames, unitsPerDot } from './fonts.ts';

/** A glyph and where its origin lies from the start of the text, in dots (y down). */
export type PlacedGlyph = {
  readonly font: FontName;
  readonly glyph: number;
  readonly x: number;
  readonly y: number;
};
export type ShapedText = { readonly width: number; readonly glyphs: readonly PlacedGlyph[] };

type Run = { readonly font: FontName; text: string };

/**
 * Turns text into glyphs, each run by the font that has its characters. The scripts we have fonts for all run from
 * left to right; a right-to-left letter has no font and is refused before it comes here [P9].
 */
export function shapeText(text: string, style: Style): ShapedText {
  const glyphs: PlacedGlyph[] = [];
  let x = 0;
  for (const run of runsOf(text)) {
    for (const placed of shapeRun(run, fontFor(run.font, style))) {
      glyphs.push({
        font: run.font,
        glyph: placed.glyph,
        x: Math.round(x + placed.x),
        y: Math.round(-placed.y),
      });
      x += placed.advance;
    }
  }
  return { width: Math.ceil(x), glyphs };
}

/** The first character that no font can draw, if there is one. */
export function missingCharacter(text: string): string | undefined {
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!fontNames.some((name) => covers(name, codePoint))) return character;
  }
  return undefined;
}

/** Joiners and marks that both fonts have stay with the letter before them, or the letter loses its shape. */
function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const last = runs.at(-1);
    const clings = last && /\p{M}|\u200c|\u200d|\u25cc/u.test(character) && covers(last.font, codePoint);
    const font = clings ? last.font : (fontNames.find((name) => covers(name, codePoint)) ?? 'latin');
    if (last?.font === font) last.text += character;
    else runs.push({ font, text: character });
  }
  return runs;
}

// One buffer for all: shaping is synchronous, and each lives outside JavaScript's memory.
const buffer = new TextBuffer();
const scripts = { latin: 'Latn', bengali: 'Beng' } as const satisfies Record<FontName, string>;

function shapeRun(run: Run, font: Font): { glyph: number; x: number; y: number; advance: number }[] {
  buffer.reset();
  buffer.addText(run.text);
  buffer.setDirection(Direction.LTR);
  buffer.setScript(scripts[run.font]);
  shape(font, buffer);
  return buffer.getGlyphInfosAndPositions().map((info) => ({
    glyph: info.codepoint,
    x: (info.xOffset ?? 0) / unitsPerDot,
    y: (info.yOffset ?? 0) / unitsPerDot,
    advance: (info.xAdvance ?? 0) / unitsPerDot,
  }));
}
