import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isInWindow,
  mayUpdate,
  type UpdateBlock,
  updateBlocks,
  type UpdateFacts,
} from '../src/domain/update-gate.ts';

const clear: UpdateFacts = {
  shiftOpen: false,
  zDone: true,
  openOrders: 0,
  pendingPayments: 0,
  printing: 0,
  unconfirmed: 0,
  exported: false,
  backupVerified: true,
  freeBytes: 2_000,
  neededBytes: 1_000,
  inWindow: true,
  inRing: true,
  frozen: false,
};
const each: Readonly<Record<UpdateBlock, Partial<UpdateFacts>>> = {
  shiftOpen: { shiftOpen: true },
  noZ: { zDone: false },
  openOrders: { openOrders: 1 },
  pendingPayments: { pendingPayments: 1 },
  printing: { printing: 1 },
  unconfirmed: { unconfirmed: 1 },
  noBackup: { backupVerified: false },
  noRoom: { freeBytes: 999 },
  notNow: { inWindow: false },
  notYet: { inRing: false },
  frozen: { frozen: true },
};

test('[39] with nothing in the way it may', () => {
  expect(mayUpdate(clear).ok).toBe(true);
  expect(mayUpdate({ ...clear, freeBytes: null }).ok).toBe(true);
  expect(mayUpdate({ ...clear, unconfirmed: 7, exported: true }).ok).toBe(true);
});

test.each(updateBlocks)('[39] %s alone stops it', (block) => {
  expect(mayUpdate({ ...clear, ...each[block] })).toMatchObject({ ok: false, blocks: [block] });
});

test('[39] whatever stands in the way together is named together: the whole truth table', () => {
  fc.assert(
    fc.property(fc.subarray([...updateBlocks]), (blocks) => {
      const facts = blocks.reduce((sum, block) => ({ ...sum, ...each[block] }), clear);
      const judged = mayUpdate(facts);
      expect(judged.ok ? [] : judged.blocks).toEqual(blocks);
    }),
    { numRuns: 2 ** updateBlocks.length },
  );
});

test('a window of the night goes over midnight', () => {
  const night = { from: 23 * 60, to: 5 * 60 };
  const at = (hour: number) => isInWindow(hour * 60, night);
  expect([22, 23, 0, 4, 5, 12].map(at)).toEqual([false, true, true, true, false, false]);
  expect([3, 4, 5].map((hour) => isInWindow(hour * 60, { from: 4 * 60, to: 5 * 60 }))).toEqual([
    false,
    true,
    false,
  ]);
  expect([isInWindow(0, null), isInWindow(0, { from: 60, to: 60 })]).toEqual([true, true]);
});
