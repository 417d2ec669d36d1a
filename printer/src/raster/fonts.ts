import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Blob, Face, Font } from 'harfbuzzjs';
import type { DrawnStyle } from '../layout/style.ts';

/** One command of a glyph's outline, as harfbuzz gives it. */
export type SvgPathCommand = { readonly type: string; readonly values: readonly number[] };

/** HarfBuzz counts in 64ths of a dot here. */
export const unitsPerDot = 64;

/** A font file at one weight, and how many dots its em is wide and high at normal size. */
type Source = {
  readonly regular: string;
  readonly bold: string;
  readonly emWidth: number;
  readonly emHeight: number;
  readonly script: string;
};

/**
 * In the order in which they are asked. The first is drawn so that every character is exactly one 12-dot cell wide:
 * a line of mixed scripts keeps its columns [P9]. It is a little narrower than high, as a printer's own font A is.
 * The others are as large as reading asks for at 203 dpi.
 */
const sources = {
  latin: {
    regular: '@expo-google-fonts/noto-sans-mono/500Medium/NotoSansMono_500Medium.ttf',
    bold: '@expo-google-fonts/noto-sans-mono/800ExtraBold/NotoSansMono_800ExtraBold.ttf',
    emWidth: 20,
    emHeight: 24,
    script: 'Latn',
  },
  bengali: noto('bengali', 'Bengali', 26, 'Beng'),
  devanagari: noto('devanagari', 'Devanagari', 26, 'Deva'),
  arabic: noto('arabic', 'Arabic', 28, 'Arab'),
  hebrew: noto('hebrew', 'Hebrew', 25, 'Hebr'),
  thai: noto('thai', 'Thai', 26, 'Thai'),
} as const satisfies Record<string, Source>;

export type FontName = keyof typeof sources;
export const fontNames: readonly FontName[] = ['latin', 'bengali', 'devanagari', 'arabic', 'hebrew', 'thai'];

function noto(folder: string, family: string, em: number, script: string): Source {
  const file = (weight: string) =>
    `@expo-google-fonts/noto-sans-${folder}/${weight}/NotoSans${family}_${weight}.ttf`;
  return { regular: file('500Medium'), bold: file('700Bold'), emWidth: em, emHeight: em, script };
}

/** The script's name in OpenType, which decides how its letters join. */
export function scriptOf(name: FontName): string {
  return sources[name].script;
}

/** From the top of the cell to the line on which letters stand, at normal height. */
export const baselineDots = 19;

const require = createRequire(import.meta.url);
const faces = new Map<string, Face>();
const fonts = new Map<string, Font>();
const coverages = new Map<FontName, ReadonlySet<number>>();

/** The font scaled for a style; loaded on first use, so a shop that never needs it pays nothing. */
export function fontFor(name: FontName, style: DrawnStyle): Font {
  const key = fontKey(name, style);
  const known = fonts.get(key);
  if (known) return known;
  const source = sources[name];
  const font = new Font(faceOf(style.bold ? source.bold : source.regular));
  font.setScale(source.emWidth * style.width * unitsPerDot, source.emHeight * style.height * unitsPerDot);
  fonts.set(key, font);
  return font;
}

export function fontKey(name: FontName, style: DrawnStyle): string {
  return `${name}${style.bold ? 'b' : ''}${style.width}${style.height}`;
}

/** Whether the font has the character; both weights have the same. */
export function covers(name: FontName, codePoint: number): boolean {
  const known = coverages.get(name);
  if (known) return known.has(codePoint);
  const found = new Set(faceOf(sources[name].regular).collectUnicodes());
  coverages.set(name, found);
  return found.has(codePoint);
}

function faceOf(file: string): Face {
  const known = faces.get(file);
  if (known) return known;
  const face = new Face(new Blob(readFileSync(require.resolve(file))));
  faces.set(file, face);
  return face;
}
