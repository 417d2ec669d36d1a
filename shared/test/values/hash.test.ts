import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { chain, hashSchema, hashText, noHash } from '../../src/values/hash.ts';

test.each([
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
])('[S3] the hash of "%s" is the SHA-256 of FIPS 180-4', (text, hash) => {
  expect(hashText(text)).toBe(hash);
});

test('[S3] a link is the SHA-256 of the link before, a line break and the exact text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, before) => {
      const previous = hashText(before);
      expect(chain(previous, text)).toBe(createHash('sha256').update(`${previous}\n${text}`).digest('hex'));
    }),
  );
});

test('[S3] any change of any text breaks every later link', () => {
  const log = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(log, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 127 }), (texts, which, where, flip) => {
      const changedAt = which % texts.length;
      const forged = texts.map((text, index) => (index === changedAt ? flipped(text, where, flip) : text));
      const honest = linksOf(texts);
      linksOf(forged).forEach((link, index) => expect(link === honest[index]).toBe(index < changedAt));
    }),
  );
});

test('[S3] a removed, doubled or swapped text breaks the chain', () => {
  const [a, b, c] = ['{"number":1}', '{"number":2}', '{"number":3}'] as const;
  const end = linksOf([a, b, c]).at(-1);
  for (const forged of [
    [a, c],
    [a, b, b, c],
    [b, a, c],
    [a + b, c],
  ])
    expect(linksOf(forged).at(-1)).not.toBe(end);
});

test('[S3] this chain has these links for ever', () => {
  expect(linksOf(['{"number":1}', '{"name":"কাচ্চি"}'])).toEqual([
    'fdf3caeae8da4690e1dc589ec1bf241530e23941da239304475fb1806c832078',
    'c82e0dfeea6dab4065fd7ac7bff68c82032a0b654db732ae89cb4e1cd457525a',
  ]);
});

test.each(['', 'abc', noHash.toUpperCase().replace('0', 'A'), `${noHash}0`])(
  '[S3] "%s" is not a hash',
  (text) => {
    expect(hashSchema.safeParse(text).success).toBe(false);
  },
);

function linksOf(texts: readonly string[]): string[] {
  let link = noHash;
  return texts.map((text) => (link = chain(link, text)));
}

function flipped(text: string, where: number, flip: number): string {
  const at = where % text.length;
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ flip) + text.slice(at + 1);
}
