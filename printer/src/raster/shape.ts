import bidiFactory from 'bidi-js';
import { Buffer as TextBuffer, Direction, type Font, shape } from 'harfbuzzjs';
import type { DrawnStyle } from '../layout/style.ts';
import { covers, type FontName, fontFor, fontNames, scriptOf, unitsPerDot } from './fonts.ts';

/** A glyph and where its origin lies from the start of the text, in dots (y down). */
export type PlacedGlyph = {
  readonly font: FontName;
  readonly glyph: number;
  readonly x: number;
  readonly y: number;
};
export type ShapedText = { readonly width: number; readonly glyphs: readonly PlacedGlyph[] };

/** A stretch of one font and one direction; `level` is odd where it runs from right to left. */
type Run = { readonly font: FontName; readonly level: number; text: string };

/** Turns text into glyphs from left to right, each run by the font that has its characters and in its own direction. */
export function shapeText(text: string, style: DrawnStyle): ShapedText {
  const glyphs: PlacedGlyph[] = [];
  let x = 0;
  for (const run of inVisualOrder(runsOf(text))) {
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

const bidi = bidiFactory();
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

function runsOf(text: string): Run[] {
  const levels = rightToLeft.test(text) ? bidi.getEmbeddingLevels(text, 'auto').levels : null;
  const runs: Run[] = [];
  let at = 0;
  for (const character of text) {
    const last = runs.at(-1);
    const level = levels?.[at] ?? 0;
    const font = fontOf(character, last?.font);
    at += character.length;
    if (last?.font === font && last.level === level) last.text += character;
    else runs.push({ font, level, text: character });
  }
  return runs;
}

/** Joiners, marks and the danda that several fonts have stay with the letter before them, or it loses its shape. */
function fontOf(character: string, before: FontName | undefined): FontName {
  const codePoint = character.codePointAt(0) ?? 0;
  if (before && clinging.test(character) && covers(before, codePoint)) return before;
  return fontNames.find((name) => covers(name, codePoint)) ?? 'latin';
}
const clinging = /\p{M}|\u200c|\u200d|\u25cc|\u0964|\u0965|\u060c|\u061b|\u061f|\u0640/u;

/** The Unicode bidirectional algorithm's rule L2: from the highest level down, turn what has at least that level. */
function inVisualOrder(runs: readonly Run[]): readonly Run[] {
  const highest = Math.max(0, ...runs.map((run) => run.level));
  const ordered = [...runs];
  for (let level = highest; level >= 1; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      let end = start;
      while ((ordered[end]?.level ?? 0) >= level) end += 1;
      ordered.splice(start, end - start, ...ordered.slice(start, end).toReversed());
      start = end;
    }
  }
  return ordered;
}

// One buffer for all: shaping is synchronous, and each lives outside JavaScript's memory.
const buffer = new TextBuffer();

function shapeRun(run: Run, font: Font): { glyph: number; x: number; y: number; advance: number }[] {
  buffer.reset();
  buffer.addText(run.text);
  buffer.setDirection(run.level % 2 === 1 ? Direction.RTL : Direction.LTR);
  buffer.setScript(scriptOf(run.font));
  shape(font, buffer);
  return buffer.getGlyphInfosAndPositions().map((info) => ({
    glyph: info.codepoint,
    x: (info.xOffset ?? 0) / unitsPerDot,
    y: (info.yOffset ?? 0) / unitsPerDot,
    advance: (info.xAdvance ?? 0) / unitsPerDot,
  }));
}
