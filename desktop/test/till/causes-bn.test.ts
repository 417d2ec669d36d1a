import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inBangla } from '../../src/renderer/ui/messages/causes-bn.ts';

/** Where the sentences are written that people read of printers. */
const sources = [
  'printer/src/escpos/status.ts',
  'printer/src/escpos/encode.ts',
  'printer/src/escpos/codes.ts',
  'printer/src/layout/columns.ts',
  'printer/src/layout/layout.ts',
  ...['open', 'tcp', 'device', 'cups', 'windows', 'epos', 'file'].map(
    (way) => `printer/src/transport/${way}.ts`,
  ),
  ...['attempt', 'watch', 'book', 'journal', 'lane', 'spooler', 'spooled-job'].map(
    (part) => `printer/src/spool/${part}.ts`,
  ),
  'printer/src/agent/gate.ts',
  ...['expire', 'offer-again', 'print-loop'].map((part) => `desktop/src/renderer/print/${part}.ts`),
  ...['agent', 'electron', 'none'].map((host) => `desktop/src/renderer/host/${host}.ts`),
  'desktop/src/main/print-service.ts',
];

test('[P6] whatever a printer or the program that prints says of itself can be said in Bangla, too', async () => {
  const said = (await Promise.all(sources.map(sentencesOf))).flat();
  expect(said.length).toBeGreaterThan(60);
  expect(said.filter((sentence) => /[a-z]{2}/i.test(withoutNames(inBangla(sentence))))).toEqual([]);
});

test('sentences that come together, and what they name, are said in Bangla whole', () => {
  expect(inBangla('The cover is open. Close it. The ticket is half printed.')).toBe(
    'প্রিন্টারের ঢাকনা খোলা। বন্ধ করুন। টিকিটটির অর্ধেক ছাপা হয়েছে।',
  );
  expect(
    inBangla('Too late to print. There is no printer at /dev/usb/lp0. Is its cable in, and is it on?'),
  ).toBe('ছাপার সময় পেরিয়ে গেছে। /dev/usb/lp0 ঠিকানায় কোনো প্রিন্টার নেই। তার লাগানো আর প্রিন্টার চালু আছে তো?');
  expect(inBangla('"寿" (U+5BFF) in "14" Soup 寿" cannot be printed. Write it in another way.')).toBe(
    '"14" Soup 寿" লেখার "寿" (U+5BFF) অক্ষরটি ছাপা যায় না। অন্যভাবে লিখুন।',
  );
});

/** The sentences of a source file, with a path for whatever they name. */
async function sentencesOf(file: string): Promise<string[]> {
  const source = await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8');
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/ .*$/gm, '');
  const texts = code.matchAll(/'([^'\n]+[.?])'|`([^`\n]+[.?])`|"([^"\n]+[.?])"/g);
  return [...texts]
    .map(([, single, template, double]) => single ?? template ?? double ?? '')
    .map((text) => text.replaceAll(/\$\{[^}]*\}/g, '/42'))
    .filter((text) => /[a-z] [a-z]/i.test(text));
}

/** Names are the same in every language. */
function withoutNames(text: string): string {
  const names =
    /ESC\/POS|ePOS-Print|cups-client|cupsenable|CUPS|PowerShell|Windows|Galley|QR|lp, dialout|tcp:\S+|--origin|http:\/\/127\.0\.0\.1|localhost|jobs\.journal\.damaged/g;
  return text.replaceAll(names, '');
}
