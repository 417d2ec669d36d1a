import { useState } from 'react';
import { glyphHue } from './glyph-hue.ts';
import './glyph.css';

/** The product's photo; without one, or while it cannot be had, a tinted ground with its emoji or its initials. */
export function Glyph({
  glyph,
  name,
  photo = null,
}: {
  readonly glyph: string | null;
  readonly name: string;
  readonly photo?: string | null;
}) {
  const [missing, setMissing] = useState<string | null>(null);
  return (
    <span className="glyph" style={{ '--hue': glyphHue(glyph, name) }} aria-hidden="true">
      {photo !== null && photo !== missing ? (
        <img src={photo} alt="" loading="lazy" decoding="async" onError={() => setMissing(photo)} />
      ) : (
        (glyph ?? <span className="initials">{initials(name)}</span>)
      )}
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
