/**
 * Whether a text has in it what looks like the number of a payment card: 13 to 19 digits, in any script, in one piece or
 * in groups apart by a space, dot or dash, that pass the Luhn check (ISO/IEC 7812-1). Nobody may write one down here.
 */
export function hasCardNumber(text: string): boolean {
  return (text.match(digitRuns) ?? []).some(holdsCardNumber);
}

/**
 * The first field of what somebody sends in which a card number stands; null: there is none. Not looked into are secrets
 * (kept as hashes), bytes and whole files; what must have such digits may: ids, hashes, and by the field's name a bar code
 * that checks (GTIN), a phone number in the international form, and the 13 digits of a tax number on a paper's head.
 */
export function fieldWithCardNumber(value: unknown, field = ''): string | null {
  if (opaque.has(field)) return null;
  if (typeof value === 'string') return mayStand(field, value) ? null : field;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const found = fieldWithCardNumber(each, Array.isArray(value) ? field : key);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The same value with every card number in it hidden: for facts, which are never refused. Numbers are looked at as well
 * from 14 digits on: money and times have fewer. What may stand as above, may stand here; nothing is opaque.
 */
export function hideCardNumbers(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return mayStand(field, value) ? value : withoutCardNumbers(value);
  if (typeof value === 'number')
    return Math.abs(value) < 1e13 ? value : (hidden(JSON.stringify(value)) ?? value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => hideCardNumbers(each, field));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [withoutCardNumbers(key), hideCardNumbers(each, key)]),
  );
}

const opaque = new Set(['password', 'before', 'image', 'csv', 'publicKey']);

function mayStand(field: string, text: string): boolean {
  if (withoutCardNumbers(text) === text || /^[0-9a-f]{64}$/.test(text)) return true;
  const digits = text.replaceAll(/\D/g, '');
  if (field === 'phone') return text.startsWith('+') && digits.length <= longestPhone;
  if (field === 'barcode' || field === 'sku') return isGtin(text);
  return (field === 'receiptHead' || field === 'receiptFoot') && digits.length === 13;
}

/** E.164. */
const longestPhone = 15;

/** Of 13 or 14 digits the last one checks the others, weighed 3 and 1 (GS1 General Specifications, 7.9). */
function isGtin(text: string): boolean {
  if (!/^\d{13,14}$/.test(text)) return false;
  const [check = 0, ...others] = Array.from(text, Number).toReversed();
  const sum = others.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (sum + check) % 10 === 0;
}

const digitRuns = /\p{Nd}(?:[\s.\-\u2010-\u2015]?\p{Nd}){12,}/gu;
const uuids = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

/** The text with a mark in the place of every card number; UUIDs are left alone. */
export function withoutCardNumbers(text: string): string {
  const hide = (part: string) => part.replaceAll(digitRuns, (run) => hidden(run) ?? run);
  let end = 0;
  let clean = '';
  for (const { 0: uuid, index } of text.matchAll(uuids)) {
    clean += hide(text.slice(end, index)) + uuid;
    end = index + uuid.length;
  }
  return clean + hide(text.slice(end));
}

/** Letters that every field takes, also that of a slip's number, and never longer than what it hides. */
const mark = 'card-xx';

/** Whether a card number stood in it and was hidden. */
export function hidesCardNumber(text: string): boolean {
  return text.includes(mark);
}

/** The mark with the last four digits, by which people know their card; null: there is none in it. */
function hidden(run: string): string | null {
  return holdsCardNumber(run) ? mark + Array.from(run).flatMap(digitOf).slice(-4).join('') : null;
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
