import type { RoutingRule } from '@galley/shared/domain/routing.ts';
import { routeOf } from '@galley/shared/domain/routing.ts';
import { readAddress } from '@galley/shared/domain/read-address.ts';
import { expect, test } from 'vitest';
import { pictureOf } from '../../src/renderer/office/printing/picture-dots.ts';
import { readPrintingRows } from '../../src/renderer/office/printing/queries.ts';
import { problemWords, routeWords } from '../../src/renderer/office/printing/route-words.ts';
import { present, setup } from '../world.ts';

test('[P12] an address is read as people type it, and names nothing but a printer', () => {
  expect(readAddress(' 192.168.1.50 ')).toBe('tcp://192.168.1.50:9100');
  expect(readAddress('printer.local:9101')).toBe('tcp://printer.local:9101');
  expect(readAddress('usb:///dev/usb/lp0')).toBe('usb:///dev/usb/lp0');
  for (const wrong of ['', 'kitchen printer', 'file:///etc/passwd', 'http://192.168.1.50'])
    expect(readAddress(wrong), wrong).toBeNull();
});

test('[P8] the office says where an item goes, on which paper, else on which, and by which rule', async () => {
  const { db } = await setup();
  const [station] = await db.stations.toArray();
  const printers = await db.printers.toArray();
  const { id: stationId } = present(station);
  const ids = printers.map(({ id }) => id);
  await db.stations.update(stationId, { printerId: present(ids[0]), backupPrinterIds: ids.slice(1, 2) });
  const rows = await readPrintingRows(db);
  const product = { ...present(rows.products[0]), stationId: null };
  const name = present(rows.categories.find(({ id }) => id === product.categoryId)).name;
  const place = { orderType: 'takeaway', area: null } as const;
  const words = (...rules: RoutingRule[]) =>
    routeWords(routeOf(product, place, { rules, fallbackStationId: stationId }), product, rows);
  expect(words()).toEqual({
    where: present(station).name,
    paper: `${present(printers[0]).name}, else ${present(printers[1]).name}`,
    why: 'no rule names it: everything else',
  });
  expect(words({ by: 'orderType', orderType: 'takeaway', stationId })).toMatchObject({
    why: 'by the rule for this order type',
  });
  expect(words({ by: 'category', categoryId: product.categoryId, stationId: null })).toMatchObject({
    paper: '',
    why: `by the rule for ${name}`,
  });
  expect(problemWords({ code: 'nobodyTold', product }, rows)).toContain(`${product.name}: no rule`);
});

test('[P13] a logo keeps its dots, eight to a byte and row after row', () => {
  const picture = pictureOf(Uint8Array.from([0b10000000, 0b01000000]), 10, 1);
  expect(picture).toEqual({ width: 10, height: 1, dots: 'gEA=' });
});
