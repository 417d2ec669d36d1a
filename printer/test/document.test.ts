import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '@galley/shared/values/time.ts';
import { kitchenTicketDocument } from '../src/document/kitchen-ticket.ts';
import { cut, documentOf, line, row } from '../src/document/blocks.ts';
import { type Block, blockSchema, printDocumentSchema } from '../src/document/document.ts';
import { encodeDocument } from '../src/escpos/encode.ts';
import { profileById, profileIds } from '../src/escpos/profiles.ts';
import { decode, encoded } from './decode.ts';
import { ticket } from './samples.ts';

const name = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.stringMatching(/^[A-Za-z]{1,12}( [a-z]{1,9}){0,8}$/),
  fc.constantFrom('কাচ্চি বিরিয়ানি', 'Crème brûlée', 'স্ট্রবেরি shake ½', 'Łódź €', '2 x চিংড়ি'),
);
const price = fc.integer({ min: 0, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2));
const size = fc.constantFrom('normal', 'tall', 'wide', 'large', 'huge');
const priceSize = fc.constantFrom('normal', 'tall', 'wide', 'large');
const span = fc.record({ text: name, bold: fc.boolean(), size });
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('text'), spans: fc.array(span, { maxLength: 3 }), align: fc.constantFrom('left', 'center', 'right') }),
  fc.tuple(fc.array(span, { maxLength: 2 }), price, priceSize).map(
    ([spans, text, at]): Block => ({
      type: 'columns',
      cells: [{ spans, width: 'fill' }, { spans: [{ text, size: at }], width: 'exact', align: 'right' }],
    }),
  ),
  fc.record({ type: fc.constant('rule'), style: fc.constantFrom('single', 'double', 'dashed') }),
  fc.record({ type: fc.constant('feed'), lines: fc.integer({ min: 1, max: 5 }) }),
  fc.constant(cut),
).map((made) => blockSchema.parse(made)); // prettier-ignore

test('[P9] [P10] any document becomes known commands only, within the paper, with every price, or is refused', () => {
  let printed = 0;
  fc.assert(
    fc.property(
      fc.array(block, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...profileIds),
      (blocks, id) => {
        const profile = profileById(id);
        if (!profile) throw new Error(id);
        const result = encodeDocument(documentOf(blocks), profile);
        if (!result.ok) {
          expect(['cannotDraw', 'doesNotFit']).toContain(result.code);
          return;
        }
        printed += 1;
        const { text, marks, unknown } = decode(result.value.bytes, profile.dots, profile);
        expect(unknown).toEqual([]);
        for (const mark of marks) {
          if (mark.type === 'picture')
            expect(mark.left + mark.bitmap.width).toBeLessThanOrEqual(profile.dots);
          if (mark.type !== 'line') continue;
          for (const { x, text: words, style } of mark.pieces) {
            expect(x + words.length * 12 * style.width).toBeLessThanOrEqual(profile.dots);
          }
        }
        // A price beside a name in another script is drawn with it; all the others can be read back.
        for (const each of blocks) {
          if (each.type !== 'columns') continue;
          const drawn = each.cells[0]?.spans.some((part) => /[^\x20-\x7e]/.test(part.text));
          if (!drawn) expect(text).toContain(each.cells[1]?.spans[0]?.text);
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(printed).toBeGreaterThan(100);
});

test('[P10] no real-time command hides in a picture', () => {
  const names = ['কাচ্চি বিরিয়ানি', 'চিংড়ি মালাইকারি', 'শর্ষে ইলিশ', 'গরুর কালা ভুনা', 'আলুর দম', 'বেগুন ভাজি'];
  const sizes = ['normal', 'tall', 'wide', 'large', 'huge'] as const;
  for (const each of names) {
    for (const at of sizes) {
      const { bytes } = encoded(documentOf([line(`${each} ${each}`, { size: at })]), 'epson-80');
      for (const [index, byte] of bytes.entries()) {
        if (byte === 0x10) expect([0x04, 0x05, 0x14]).not.toContain(bytes[index + 1]);
      }
    }
  }
});

test('[P9] a line is text as far as the code pages go, and drawn as a whole beyond them', () => {
  const kinds = (text: string): Set<string> => {
    const { marks } = decode(encoded(documentOf([line(text)]), 'epson-80').bytes, 576);
    return new Set(marks.map((mark) => mark.type).filter((type) => type !== 'feed'));
  };
  expect(kinds('Crème brûlée ½ £ €')).toEqual(new Set(['line']));
  expect(kinds('Łódź')).toEqual(new Set(['picture']));
  expect(kinds('২টি চা')).toEqual(new Set(['picture']));
});

test('[P9] a character that nothing can draw is named in the refusal', () => {
  const profile = profileById('epson-80');
  if (!profile) throw new Error('no profile');
  const refused = encodeDocument(documentOf([row('Ramen 拉麺', '12.00')]), profile);
  expect(refused).toMatchObject({ ok: false, code: 'cannotDraw' });
  expect(refused.ok ? '' : refused.message).toContain('U+62C9');
});

test('[P9] a price that does not fit is refused, never cut', () => {
  const profile = profileById('epson-58');
  if (!profile) throw new Error('no profile');
  const wide = documentOf([row('Total', '1,234,567,890.00', { size: 'huge' })]);
  expect(encodeDocument(wide, profile)).toMatchObject({ ok: false, code: 'doesNotFit' });
});

test('[P9] beside a price that leaves no room, the name gets its own lines', () => {
  const { preview } = encoded(
    documentOf([row('Grand total', '1,234,567.00', { size: 'large' })]),
    'epson-58',
  );
  expect(preview).toBe('Grand total\n        1,234,567.00\n');
});

test('control characters in a note never reach the printer as commands', () => {
  const { bytes } = encoded(documentOf([line('no\x1bp\x00 onion\x10\x04\x01')]), 'epson-80');
  const { text, effects } = decode(bytes, 576);
  expect(text).toBe('nop onion\n');
  expect(effects.map((effect) => effect.type)).toEqual(['reset']);
});

test('a document survives JSON, and an unknown block is refused', () => {
  const document = documentOf([row('Tea', '30.00'), cut]);
  expect(printDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  expect(printDocumentSchema.safeParse({ version: 1, blocks: [{ type: 'raw', bytes: [27] }] }).success).toBe(
    false,
  );
});

test('[P8] the paper of a web order says whose it is, that it is from the web, and when it is wanted', () => {
  const wanted = { name: 'Nasrin', wantedAt: instant(Date.parse('2026-11-21T13:30:00.000Z')) };
  const textOf = (web: typeof ticket.web) => {
    const document = kitchenTicketDocument({ ...ticket, web }, { timeZone: 'Asia/Dhaka' });
    return JSON.stringify(document.blocks);
  };
  expect(textOf(wanted)).toContain('"Nasrin"');
  expect(textOf(wanted)).toContain(' WEB ORDER · for 19:30 ');
  expect(textOf({ ...wanted, wantedAt: null })).toContain(' WEB ORDER · as soon as possible ');
  expect(textOf(undefined)).not.toContain('WEB');
});
