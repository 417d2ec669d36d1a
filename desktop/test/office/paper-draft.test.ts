import { instant } from '@galley/shared/values/time.ts';
import type { ItemName } from '@galley/shared/wire/stock-office.ts';
import { expect, test } from 'vitest';
import {
  type LineDraft,
  newLine,
  newPaper,
  type PaperDraft,
  type PaperKind,
  requestFrom,
} from '../../src/renderer/office/stock/paper-draft.ts';
import { branch, codeOf, cola, value } from '../world.ts';

const item: ItemName = { id: cola.id, name: cola.name, unit: null, kind: 'product', made: false };
const at = instant(Date.parse('2026-11-21T08:00:00.000Z'));

function said(kind: PaperKind, line: Partial<LineDraft>, paper: Partial<PaperDraft> = {}) {
  const lines = [{ ...newLine(item), quantity: '2', ...line }];
  return requestFrom(kind, { ...newPaper(), note: 'broken', lines, ...paper }, at, branch.currency);
}

test('a page about stock is sent with its amounts read, without the lines that nobody filled in', () => {
  const lines = [{ ...newLine(item), quantity: '2.5', cost: '40' }, newLine()];
  expect(value(said('receiveGoods', {}, { lines, supplier: ' Karim ' }))).toMatchObject({
    type: 'receiveGoods',
    data: {
      supplier: 'Karim',
      lines: [{ productId: cola.id, quantity: 2500, cost: 4000, expiresOn: null }],
    },
  });
});

test('a line without an item of the list, or without an amount that its page may have, is called by its name: badLine', () => {
  const wrong: readonly [PaperKind, Partial<LineDraft>][] = [
    ['receiveGoods', { item: null }],
    ['receiveGoods', { quantity: 'a few' }],
    ['recordWaste', { quantity: '0' }],
    ['recordWaste', { quantity: '-1' }],
    ['countStock', { quantity: '-1' }],
    ['adjustStock', { quantity: '0' }],
  ];
  for (const [kind, line] of wrong) {
    const message = `Look at the line of ${line.item === null ? '2' : 'Cola'}: choose it from the list and say how much.`;
    expect([kind, said(kind, line)]).toEqual([kind, { ok: false, code: 'badLine', message }]);
  }
  // What is right on one page is not on another.
  expect(codeOf(said('countStock', { quantity: '0' }))).toBe('ok');
  expect(codeOf(said('adjustStock', { quantity: '-1' }))).toBe('ok');
});

test('goods that leave without saying for where are incomplete, and an empty page says nothing', () => {
  const message = 'Something is missing. Fill in each line.';
  expect(said('sendTransfer', {})).toEqual({ ok: false, code: 'incomplete', message });
  expect(codeOf(said('sendTransfer', {}, { to: branch.id }))).toBe('ok');
  expect(said('recordWaste', {}, { lines: [newLine()] })).toEqual({ ok: false, code: 'nothing', message });
});
