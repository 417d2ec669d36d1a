import { columns, cut, documentOf, line, row, rule, span } from '@galley/printer/document/blocks.ts';
import type { PrintDocument } from '@galley/printer/document/document.ts';
import { encodeDocument } from '@galley/printer/escpos/encode.ts';
import { profileById } from '@galley/printer/escpos/profiles.ts';
import { must } from '@galley/shared/values/must.ts';

/** How long a document takes to become bytes: a kitchen ticket, a receipt of 60 lines, 20 lines of Bangla. */
const documents: Readonly<Record<string, PrintDocument>> = {
  'print.encodeKot': documentOf([
    line('Grill', { align: 'center', bold: true, size: 'tall' }),
    row('Table 5', 'T1-42', { bold: true, size: 'large' }),
    rule('double'),
    ...Array.from({ length: 8 }, () =>
      columns(
        { spans: [span('2', { bold: true, size: 'large' })], width: 3 },
        { spans: [span('Chicken tikka', { bold: true, size: 'large' })], width: 'fill' },
      ),
    ),
    cut,
  ]),
  'print.encodeReceipt': documentOf([
    line('Kacchi House', { align: 'center', bold: true, size: 'large' }),
    ...Array.from({ length: 60 }, (_, index) => row(`${index} Crème brûlée of the house`, '1,540.00')),
    cut,
  ]),
  'print.encodeBangla': documentOf(Array.from({ length: 20 }, (_, index) => line(`${index} কাচ্চি বিরিয়ানি`))),
};

const profile = must(profileById('epson-80'), 'it is built in');
for (const [name, document] of Object.entries(documents)) {
  const times = Array.from({ length: 400 }, () => {
    const start = performance.now();
    encodeDocument(document, profile);
    return performance.now() - start;
  });
  // The first fifty warm up the compiler, the fonts and the glyphs.
  const sorted = times.slice(50).toSorted((a, b) => a - b);
  const at = (part: number): string =>
    must(sorted[Math.floor(sorted.length * part)], 'there are 350').toFixed(3);
  process.stdout.write(`bench ${name} ${at(0.5)} p95 ${at(0.95)} ms\n`);
}
