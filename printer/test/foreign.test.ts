import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { transform } from 'receiptline';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { tokenize } from '../src/virtual/tokenizer.ts';
import { decode, encoded } from './decode.ts';
import { billDocument } from '../src/document/bill.ts';
import { cashSlipDocument } from '../src/document/cash-slip.ts';
import { expeditorDocument } from '../src/document/expeditor.ts';
import { kitchenTicketDocument } from '../src/document/kitchen-ticket.ts';
import { receiptDocument } from '../src/document/receipt.ts';
import { refundDocument } from '../src/document/refund.ts';
import { xReportDocument, zReportDocument } from '../src/document/shift-report.ts';
import {
  bill, branch, movement, refund, sale, sending, ticket, voidTicket, xReport, zReport,
} from './samples.ts'; // prettier-ignore
import { longReceipt, typicalTicket } from './typical.ts';

const require = createRequire(import.meta.url);
const examples = join(dirname(require.resolve('receiptline/package.json')), 'example/data');

/** Bytes that belong to no command of the reference. What is framed but has no effect on our paper is not among them. */
function unframed(bytes: Uint8Array): string[] {
  return tokenize(bytes).flatMap((token) =>
    token.kind === 'unknown' ? [Buffer.from(token.bytes).toString('hex')] : [],
  );
}

for (const command of ['escpos', 'epson', 'citizen', 'fit', 'impact', 'generic'] as const) {
  test(`the example receipts of receiptline, written for "${command}", have no byte that our decoder does not know`, () => {
    for (const [language, encoding] of [
      ['en', 'multilingual'],
      ['ja', 'shiftjis'],
    ] as const) {
      const files = readdirSync(join(examples, language));
      expect(files.length).toBeGreaterThan(10);
      for (const file of files) {
        const bytes = transform(readFileSync(join(examples, language, file), 'utf8'), {
          command,
          encoding,
          cpl: 48,
        });
        expect([file, unframed(Buffer.from(bytes, 'latin1'))]).toEqual([file, []]);
        const { marks } = decode(Buffer.from(bytes, 'latin1'), 576);
        expect(marks.length).toBeGreaterThan(1);
      }
    }
  });
}

test('what another encoder writes comes out of our decoder as text, bars and a code', () => {
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48, createCanvas: null });
  const bytes: Uint8Array = encoder
    .initialize()
    .codepage('auto')
    .align('center').bold(true).size(2, 2).line('Kacchi House').size(1, 1).bold(false).align('left')
    .table([{ width: 30 }, { width: 16, align: 'right' }], [['Crème brûlée', '1,540.00'], ['Tea', '30.00']])
    .rule()
    .barcode('4006381333931', 'ean13', 60)
    .qrcode('https://galley.example')
    .pulse()
    .cut()
    .encode(); // prettier-ignore
  const { text, effects, marks } = decode(bytes, 576);
  expect(unframed(bytes)).toEqual([]);
  expect(text).toContain('Kacchi House');
  expect(text).toMatch(/Crème brûlée +1,540\.00/);
  expect(marks.flatMap((mark) => (mark.type === 'code' ? [mark.text] : []))).toEqual([
    '4006381333931',
    'https://galley.example',
  ]);
  expect(effects.map((effect) => effect.type)).toEqual(expect.arrayContaining(['drawer', 'cut']));
});

const answerSchema = z.object({
  error: z.unknown(),
  entries: z.array(z.looseObject({ type: z.string(), data: z.unknown() })),
});
/** An independent decoder, without types. What its images and connectors would need is left out by `overrides`. */
const npos = require('npos') as { parser: () => { parse: (bytes: Buffer) => Promise<unknown> } }; // as its README says

const documents = {
  'kitchen ticket': typicalTicket,
  'void ticket': kitchenTicketDocument(voidTicket, branch),
  'pass copy': expeditorDocument(sending, branch),
  'course ticket': kitchenTicketDocument({ ...ticket, kind: 'course', course: 2 }, branch),
  receipt: receiptDocument(sale, { branch }),
  'long receipt': longReceipt,
  bill: billDocument(bill, branch),
  refund: refundDocument(refund, { branch }),
  'X report': xReportDocument(xReport, { branch, till: 'Counter' }),
  'Z report': zReportDocument(zReport, { branch, till: 'Counter' }),
  'cash slip': cashSlipDocument(movement, { branch, till: 'Counter' }),
};

test('npos, a decoder that is not ours, reads the same text from our papers', async () => {
  for (const [name, document] of Object.entries(documents)) {
    const { bytes } = encoded(document, 'epson-80');
    const answer = answerSchema.parse(await npos.parser().parse(Buffer.from(bytes)));
    const foreign = answer.entries
      .flatMap(({ type, data }) => (type === 'text' ? [String(data)] : []))
      .join('');
    expect([name, ascii(foreign)]).toEqual([
      name,
      ascii(decode(bytes, 576).text.replaceAll(/\[(picture|code)[^\]]*\]/g, '')),
    ]);
  }
});

/** It knows no code pages and writes a gap as nothing, so letters and figures are compared. */
function ascii(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.,:+!]/g, '');
}
