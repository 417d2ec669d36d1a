import { z } from 'zod';
import { staffIdSchema } from '../values/ids.ts';

/** What changes no books and must not be forgotten all the same: events of control. */
export const noteSchema = z.discriminatedUnion('kind', [
  /** A paper of a sale or refund was printed once more. */
  z.object({ kind: z.literal('reprint'), receiptNumber: z.string(), copies: z.int().min(1) }),
  /** So many wrong PINs in a row that the next one had to wait; `name` is whose. */
  z.object({
    kind: z.literal('wrongPins'),
    staffId: staffIdSchema,
    name: z.string(),
    count: z.int().min(1),
  }),
  /** Somebody had the till's records checked, and this is what came of it. */
  z.object({ kind: z.literal('recordsChecked'), entries: z.int().min(0), faults: z.array(z.string()) }),
  /** A backup was given back: of which till, how many entries the server did not have yet, and how many it could not take. */
  z.object({
    kind: z.literal('backupRestored'),
    till: z.string(),
    entries: z.int().min(0),
    notTaken: z.int().min(0),
  }),
  /** From here until `ended` this till was for practice: what was done at it is in no books. */
  z.object({ kind: z.literal('training'), step: z.enum(['begun', 'ended']) }),
]);
export type Note = z.infer<typeof noteSchema>;
