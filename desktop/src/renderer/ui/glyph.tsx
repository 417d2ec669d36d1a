import { glyphHue } from './glyph-hue.ts';
import './glyph.css';

/** A tinted ground with the product's emoji, or with its initials where it has none. */
export function Glyph({ glyph, name }: { readonly glyph: string | null; readonly name: string }) {
  return (
    <span className="glyph" style={{ '--hue': glyphHue(glyph, name) }} aria-hidden="true">
      {glyph ?? <span className="initials">{initials(name)}</span>}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => new Intl.Segmenter().segment(word)[Symbol.iterator]().next().value?.segment ?? '')
    .join('')
    .toLocaleUpperCase();
}
