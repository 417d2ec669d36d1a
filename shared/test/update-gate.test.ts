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
  const night = { from: '23:00', to: '05:00' };
  const at = (now: string) => isInWindow(now, night);
  expect(['22:59', '23:00', '00:00', '04:59', '05:00', '12:00'].map(at)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(['03:59', '04:00', '05:00'].map((now) => isInWindow(now, { from: '04:00', to: '05:00' }))).toEqual([
    false,
    true,
    false,
  ]);
  expect([isInWindow('00:00', undefined), isInWindow('00:00', { from: '01:00', to: '01:00' })]).toEqual([
    true,
    true,
  ]);
});
