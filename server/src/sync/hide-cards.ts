import { hideCardNumbers, hidesCardNumber, withoutCardNumbers } from '@galley/shared/values/card-number.ts';

/**
 * The text of a mutation as it is kept: with a card number in it hidden. A fact is never refused [S1], and nobody's card
 * number is written down here; our own tills refuse to take one, so this meets other people's clients. The same text
 * always becomes the same.
 */
export function hideCards(body: string): string {
  if (!mayHoldCard(body)) return body;
  try {
    const clean = JSON.stringify(hideCardNumbers(JSON.parse(body)));
    return hidesCardNumber(clean) ? clean : body; // else to the byte, as it was signed and chained
  } catch {
    return withoutCardNumbers(body); // nobody can read it; it is kept and quarantined
  }
}

/**
 * Whether it is worth a look: it stands on the way of every sale, so it costs next to nothing. Thirteen digits, alone or
 * one sign apart, take up at least thirteen characters, so each thirteenth is looked at and what lies around it. What JSON
 * escapes is always worth a look; ids and hashes in quotes never are.
 */
function mayHoldCard(text: string): boolean {
  if (text.includes('\\')) return true;
  for (let at = least - 1; at < text.length; at += least) {
    if (kindAt(text, at) === other) continue;
    let from = at;
    let to = at;
    while (inRun(text, from - 1, -1)) from -= 1;
    while (inRun(text, to + 1, 1)) to += 1;
    if (to - from + 1 < least) continue;
    const id = idAround(text, from, to);
    if (id === null) return true;
    at = id;
  }
  return false;
}

const least = 13;
const other = 0;
const digit = 1;
const apart = 2;
const kinds = new Uint8Array(0x1_00_00).map((_, code) => {
  const character = String.fromCharCode(code);
  // Half of a character beyond the first plane may be a digit's.
  if (/[\p{Nd}\p{Cs}]/u.test(character)) return digit;
  return /[\s.\-\u2010-\u2015]/.test(character) ? apart : other;
});

function kindAt(text: string, at: number): number {
  return kinds[text.charCodeAt(at)] ?? other;
}

function inRun(text: string, at: number, direction: 1 | -1): boolean {
  const kind = kindAt(text, at);
  return kind === digit || (kind === apart && kindAt(text, at + direction) === digit);
}

/** Where the id or hash ends in which the run lies; null: it lies in none. */
function idAround(text: string, from: number, to: number): number | null {
  const start = text.lastIndexOf('"', from) + 1;
  const end = text.indexOf('"', to);
  return isId.test(text.slice(start, end)) ? end : null;
}

const isId = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})$/;
