import { z } from 'zod';
import { punchIdSchema, staffIdSchema, tillIdSchema } from '../values/ids.ts';
import { businessDaySchema, instantSchema } from '../values/time.ts';

/** Somebody comes to work or goes home, said at a till. */
export const punchSchema = z.object({
  id: punchIdSchema,
  tillId: tillIdSchema,
  staffId: staffIdSchema,
  staffName: z.string(),
  kind: z.enum(['in', 'out']),
  businessDay: businessDaySchema,
  punchedAt: instantSchema,
});
export type Punch = z.infer<typeof punchSchema>;
