import type { PrintDocument } from '@galley/printer/document/document.ts';
import { encodeDocument } from '@galley/printer/escpos/encode.ts';
import { profileById } from '@galley/printer/escpos/profiles.ts';
import { must } from '@galley/shared/values/must.ts';
import { banglaLines, longReceipt, typicalTicket } from '../../printer/test/typical.ts';

/** How long a document takes to become bytes, and how many: a kitchen ticket of 31 lines, a receipt of 60, Bangla. */
const documents: Readonly<Record<string, PrintDocument>> = {
  'print.encodeKot': typicalTicket,
  'print.encodeReceipt': longReceipt,
  'print.encodeBangla': banglaLines,
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
  const encoded = encodeDocument(document, profile);
  if (encoded.ok)
    process.stdout.write(`bench ${name.replace('encode', 'bytes')} ${encoded.value.bytes.length} bytes\n`);
}
