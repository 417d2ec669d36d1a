/**
 * The words that something is found by: lower case, without accents and punctuation. The vowel signs of Bangla stay,
 * they are letters there; its digits count as the others, and joiners that nobody sees do not part a word.
 */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u200c\u200d]/g, '')
    .replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - bengaliZero))
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
}

const bengaliZero = '০'.charCodeAt(0);
