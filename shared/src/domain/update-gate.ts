import { z } from 'zod';
import { ok, type Result } from '../values/result.ts';

const count = z.int().min(0);
/** What has to be known before a till may change its version. `null`: this device cannot know it, and it does not count. */
export const updateFactsSchema = z.object({
  shiftOpen: z.boolean(),
  /** The shift that was closed last has its Z report. */
  zDone: z.boolean(),
  openOrders: count,
  pendingPayments: count,
  /** Print jobs that are neither on paper nor given up. */
  printing: count,
  /** Entries that the server has not confirmed; exported to a file by a person, they do not hold an update up. */
  unconfirmed: count,
  exported: z.boolean(),
  /** A copy of the records was made and read again. */
  backupVerified: z.boolean(),
  freeBytes: z.number().min(0).nullable(),
  neededBytes: z.number().min(0),
  /** Whether now is a time at which the branch wants updates. */
  inWindow: z.boolean(),
  /** Whether the version is meant for this branch by now. */
  inRing: z.boolean(),
  /** Somebody has said that nothing changes now: a feast day, a fault that is being looked into. */
  frozen: z.boolean(),
});
export type UpdateFacts = Readonly<z.infer<typeof updateFactsSchema>>;

export const updateBlocks = [
  'shiftOpen', 'noZ', 'openOrders', 'pendingPayments', 'printing', 'unconfirmed', 'noBackup', 'noRoom',
  'notNow', 'notYet', 'frozen',
] as const; // prettier-ignore
export type UpdateBlock = (typeof updateBlocks)[number];

export type UpdateRefusal = {
  readonly ok: false;
  readonly code: 'updateBlocked';
  readonly message: string;
  /** Everything that stands in the way, in the order in which a person would clear it. */
  readonly blocks: readonly UpdateBlock[];
};

/** A version may be fetched at any time; it is put in place only when this agrees. Each condition alone stops it. */
export function mayUpdate(facts: UpdateFacts): Result<null, UpdateRefusal> {
  const stands: Readonly<Record<UpdateBlock, boolean>> = {
    shiftOpen: facts.shiftOpen,
    noZ: !facts.zDone,
    openOrders: facts.openOrders > 0,
    pendingPayments: facts.pendingPayments > 0,
    printing: facts.printing > 0,
    unconfirmed: facts.unconfirmed > 0 && !facts.exported,
    noBackup: !facts.backupVerified,
    noRoom: facts.freeBytes !== null && facts.freeBytes < facts.neededBytes,
    notNow: !facts.inWindow,
    notYet: !facts.inRing,
    frozen: facts.frozen,
  };
  const blocks = updateBlocks.filter((block) => stands[block]);
  if (blocks.length === 0) return ok(null);
  return { ok: false, code: 'updateBlocked', message: `The update waits: ${blocks.join(', ')}.`, blocks };
}

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time looks like 04:30');

/** What a branch says of the updates of its devices; what is missing is as usual. */
export const branchUpdatesSchema = z.object({
  /** `HH:MM` on the branch's clock, `from` until before `to`, over midnight where `to` is the smaller one; missing: any time. */
  window: z.object({ from: time, to: time }).optional(),
  /** Nothing changes now: a feast day, a fault that is being looked into. */
  frozen: z.literal(true).optional(),
  /** Among the first that a release is meant for, or only when it is meant for all; missing: by its ring. */
  turn: z.enum(['first', 'last']).optional(),
});
export type BranchUpdates = Readonly<z.infer<typeof branchUpdatesSchema>>;

export function isInWindow(now: string, window: BranchUpdates['window']): boolean {
  if (!window || window.from === window.to) return true;
  const { from, to } = window;
  return from < to ? now >= from && now < to : now >= from || now < to;
}
