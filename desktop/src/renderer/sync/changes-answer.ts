import { cursorSchema } from '@galley/shared/wire/changes.ts';
import { z } from 'zod';

/** The page as it comes: its changes are read one by one, so that one unreadable change does not hold up the others. */
export const changesAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), cursor: cursorSchema, head: z.int(), changes: z.array(z.unknown()) }),
  z.object({ kind: z.literal('mustResnapshot'), reason: z.string() }),
]);
export type ChangesAnswer = z.infer<typeof changesAnswerSchema>;
