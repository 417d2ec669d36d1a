/**
 * Whether a text has in it what looks like the number of a payment card: 13 to 19 digits, in any script, in one piece or
 * in groups apart by a space, dot or dash, that pass the Luhn check (ISO/IEC 7812-1). Nobody may write one down here.
 */
export function hasCardNumber(text: string): boolean {
  return (text.match(digitRuns) ?? []).some(holdsCardNumber);
}

const digitRuns = /\p{Nd}(?:[\s.\-\u2010-\u2015]?\p{Nd}){12,}/gu;
const uuids = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

/** The text with words in the place of every card number: for what programs write, whose ids are left alone. */
export function withoutCardNumbers(text: string): string {
  const hide = (part: string) =>
    part.replaceAll(digitRuns, (run) => (holdsCardNumber(run) ? '[card number]' : run));
  let end = 0;
  let clean = '';
  for (const { 0: uuid, index } of text.matchAll(uuids)) {
    clean += hide(text.slice(end, index)) + uuid;
    end = index + uuid.length;
  }
  return clean + hide(text.slice(end));
}

function holdsCardNumber(run: string): boolean {
  const groups = run.split(/[^\p{Nd}]/u).map((group) => Array.from(group).flatMap(digitOf));
  // Any groups side by side, because another number may stand before or behind.
  return groups.some((_, from) =>
    groups.some((_group, to) => to >= from && isCardNumber(groups.slice(from, to + 1).flat())),
  );
}

function isCardNumber(digits: readonly number[]): boolean {
  return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits);
}

/** The value of a digit of any script: its block of ten begins where the one before is not a digit, or ten before it. */
function digitOf(character: string): number[] {
  if (!/\p{Nd}/u.test(character)) return [];
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return [code - zero];
}

function passesLuhn(digits: readonly number[]): boolean {
  const sum = digits.toReversed().reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 && digits.some((digit) => digit !== 0);
}
