import './face.css';

/** Who somebody is at a glance: the first letters of the first and the last name on a colour of their own. */
export function Face({ name }: { readonly name: string }) {
  return (
    <span className="face" style={{ '--hue': hueOf(name) }} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

const segmenter = new Intl.Segmenter();

/** Letters as people see them: a Bangla letter keeps its vowel sign. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...segmenter.segment(word ?? '')][0]?.segment.toUpperCase() ?? '').join('');
}

function hueOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return hash;
}
