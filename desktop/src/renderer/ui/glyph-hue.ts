/**
 * The hue that a glyph's own colours add up to, so that a tile's ground belongs to what is on it. Grey glyphs and
 * names without one get a hue from their letters, always the same.
 */
export function glyphHue(glyph: string | null, name: string): number {
  const key = glyph ?? name;
  const known = hues.get(key);
  if (known !== undefined) return known;
  const hue = (glyph === null ? null : hueOfPixels(glyph)) ?? hueOfText(name);
  hues.set(key, hue);
  return hue;
}

const hues = new Map<string, number>();
const size = 20;
let pen: CanvasRenderingContext2D | null | undefined;

function hueOfPixels(glyph: string): number | null {
  pen ??= newPen();
  if (!pen) return null;
  pen.clearRect(0, 0, size, size);
  pen.fillText(glyph, size / 2, size / 2);
  const { data } = pen.getImageData(0, 0, size, size);
  // Hues are angles: each pixel pulls in its direction with the strength of its colour.
  let x = 0;
  let y = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(i, i + 4);
    x += (alpha / 255) * (red - (green + blue) / 2);
    y += (alpha / 255) * (Math.sqrt(3) / 2) * (green - blue);
  }
  if (Math.hypot(x, y) < size * size * 4) return null;
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  // From the RGB wheel (red 0) to OKLCH's (red about 29).
  return Math.round((degrees + 360 + 29) % 360);
}

function newPen(): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.font = `${size - 4}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  return context;
}

function hueOfText(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return hash;
}
