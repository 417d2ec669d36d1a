import { locale } from './messages/locale.ts';

const digits = locale === 'bn' ? '০১২৩৪৫৬৭৮৯' : null;

/** Writes the digits of a text in the script of the language on screen. */
export function numeral(text: string): string {
  return digits ? text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit) : text;
}
