import { drawerDocument } from '../src/document/drawer.ts';
import { printerModels } from '@galley/shared/domain/printer-models.ts';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { barcode, cut, documentOf, image, line, qr, row } from '../src/document/blocks.ts';
import { kitchenTicketDocument } from '../src/document/kitchen-ticket.ts';
import { receiptDocument } from '../src/document/receipt.ts';
import { canWrite } from '../src/escpos/byte-writer.ts';
import { encodeDocument } from '../src/escpos/encode.ts';
import { type Profile, profileById, profileIds } from '../src/escpos/profiles.ts';
import { askIdentity, nameIn } from '../src/setup/identity.ts';
import { chooseProfile, rulerPage } from '../src/setup/ruler-page.ts';
import { openConnection } from '../src/transport/open.ts';
import { previewPaper } from '../src/virtual/preview-paper.ts';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { decode } from './decode.ts';
import { branch, sale, ticket } from './samples.ts';

const profiles = profileIds.map((id) => profileById(id) as Profile); // all of them exist

test('[P10] an office chooses from all the profiles there are, by the same names', () => {
  expect(printerModels.map(({ id, name, columns }) => ({ id, name, columns }))).toEqual(
    profileIds.map((id) => {
      const { name, columns } = must(profileById(id), 'it is listed');
      return { id, name, columns };
    }),
  );
});

test('[P10] every profile is whole: its own id, its columns as wide as its dots, bands that one command can carry', () => {
  expect(new Set(profileIds).size).toBe(profileIds.length);
  for (const profile of profiles) {
    expect([profile.id, profile.dots]).toEqual([profile.id, profile.columns * 12]);
    expect(profile.bandRows * profile.feedUnits).toBeLessThanOrEqual(255);
    expect(new Set(profile.codePages.map((page) => page.number)).size).toBe(profile.codePages.length);
  }
});

const european = fc.stringMatching(/^[A-Za-zÀ-ÿ€ŁłŹźŐőŰűČčŠšĞğİıА-Яа-яΑ-Ωα-ωāēīņ 0-9.,-]{1,30}$/);

test('[P9] what a printer can write comes out as typed, whatever page each letter is in', () => {
  let written = 0;
  fc.assert(
    fc.property(european, fc.constantFrom(...profiles), (typed, profile) => {
      const text = typed.normalize('NFC').trim().replaceAll(/ +/g, ' ');
      if (text === '' || text.length > profile.columns || !canWrite(profile, text)) return;
      written += 1;
      const result = encodeDocument(documentOf([line(text)]), profile);
      if (!result.ok) throw new Error(result.message);
      expect(decode(result.value.bytes, profile.dots, profile).text).toBe(`${text}\n`);
    }),
    { numRuns: 2000 },
  );
  expect(written).toBeGreaterThan(100);
});

test('[P10] a ticket, a receipt, codes and a logo become known commands on every printer', () => {
  const logo = { width: 16, height: 8, dots: Buffer.alloc(16, 0x5a).toString('base64') };
  const latin = { ...ticket, lines: ticket.lines.filter((each) => /^[\x20-\x7e]+$/.test(each.name)) };
  const documents = [
    kitchenTicketDocument(latin, branch),
    receiptDocument(
      { ...sale, lines: sale.lines.filter((each) => /^[\x20-\x7e]+$/.test(each.name)) },
      { branch: { ...branch, receiptFoot: [], logo, receiptLink: 'https://galley.example/{receipt}' } },
    ),
    documentOf([
      barcode('T1-42'),
      qr('https://galley.example'),
      image(logo),
      row('Tea', '30.00', { size: 'large' }),
      cut,
    ]),
  ];
  for (const profile of profiles) {
    for (const document of documents) {
      const result = encodeDocument(document, profile);
      if (!result.ok) throw new Error(`${profile.id}: ${result.message}`);
      const { unknown, text } = decode(result.value.bytes, profile.dots, profile);
      expect([profile.id, unknown]).toEqual([profile.id, []]);
      expect(text.length).toBeGreaterThan(5);
    }
  }
});

test('a printer that no drawer can hang on is not asked to open one', () => {
  const profile = { ...(profileById('tm-u220') as Profile), drawer: false };
  const drawer = encodeDocument(drawerDocument(), profile);
  expect(drawer).toMatchObject({ ok: false, code: 'noDrawer' });
});

test('[P9] needles draw nothing: what their ribbon cannot write is refused by name', () => {
  const needles = profileById('tm-u220') as Profile;
  expect(encodeDocument(documentOf([line('কাচ্চি')]), needles)).toMatchObject({
    ok: false,
    code: 'cannotDraw',
  });
  const result = encodeDocument(
    documentOf([line('No nuts', { bold: true, red: true, reverse: true, size: 'large' })]),
    needles,
  );
  // ESC r 1 for red, ESC ! for bold and double; no GS command at all.
  expect(result.ok && Buffer.from(result.value.bytes).toString('hex')).toContain('1b72011b2138');
  expect(result.ok && result.value.bytes.includes(0x1d)).toBe(false);
});

test('setup asks a printer who it is, prints a ruler, and a person reads the profile off it', async () => {
  const printer = await startVirtualPrinter({});
  const connection = await openConnection(printer.address, 1000);
  const identity = await askIdentity(connection, 100);
  expect(identity).toEqual({ status: true, maker: 'GALLEY', model: 'VIRTUAL' });
  await connection.write(rulerPage());
  await connection.close(1000);
  await expect.poll(() => printer.roll.papers().length).toBe(1);
  const [paper] = printer.roll.papers();
  expect(paper?.text).toContain('48\n');
  expect(paper?.text).toContain('(€)');
  expect(paper?.text).toContain('[code GALLEY]');
  expect(decode(rulerPage(), 384).text).toMatch(/32\n\.+42\.+48\n/);
  await printer.close();
});

test('the eye has the last word over what a printer says of itself', () => {
  const seen = { columns: 48, box: true, euro: true, qr: true, cut: true } as const;
  const says = (model: string | null) => ({ status: true, maker: null, model });
  expect(chooseProfile(says('TM-T20III'), seen).id).toBe('tm-t20ii');
  expect(chooseProfile(says('TM-T88V'), { ...seen, columns: 42 }).id).toBe('tm-t88v');
  // A copy that calls itself TM-T88V and prints 48 columns is no TM-T88V.
  expect(chooseProfile(says('TM-T88V'), { ...seen, euro: false }).id).toBe('generic-80');
  expect(chooseProfile(says(null), seen).id).toBe('epson-80');
  expect(chooseProfile({ ...says(null), status: false }, { ...seen, qr: false }).id).toBe('mute-80');
  expect(chooseProfile(says(null), { ...seen, columns: 32, cut: false }).id).toBe('generic-58');
  expect(
    chooseProfile(says('TM-U220B'), { ...seen, columns: 42, box: false, qr: false, euro: false }).id,
  ).toBe('tm-u220');
  expect(nameIn([0x12, 0x5f, 0x54, 0x4d, 0])).toBe('TM');
  expect(nameIn([0x12, 0x12])).toBeNull();
});

test('[P13] the office sees a paper of its branch as every kind of printer prints it, or why it cannot', () => {
  const items = [{ name: 'কাচ্চি বিরিয়ানি', price: money(45_000) }];
  const at = instant(Date.UTC(2026, 10, 21, 12));
  for (const id of profileIds) {
    const { dots, impact } = must(profileById(id), 'it has this id');
    for (const paper of ['receipt', 'ticket'] as const) {
      const preview = previewPaper(branch, { paper, profile: id, items }, at);
      // Needles write their ribbon's letters only.
      if (impact) expect([id, preview]).toMatchObject([id, { ok: false, code: 'cannotDraw' }]);
      else expect(preview.ok && PNG.sync.read(preview.value).width).toBeGreaterThan(dots);
    }
  }
  const odd = previewPaper(
    branch,
    { paper: 'receipt', profile: 'epson-80', items: [{ name: '寿司', price: money(1) }] },
    at,
  );
  expect(odd).toMatchObject({ ok: false, message: expect.stringContaining('"寿"') });
});
