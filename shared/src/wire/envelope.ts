import { z } from 'zod';
import { branchIdSchema } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';

/**
 * What every message carries, whichever way it goes. `correlationId` is the id of the mutation that began it all, so
 * one search finds a tap's whole way to the feed; `causationId` is the message just before (null: a person's tap).
 */
export const envelopeSchema = z.object({
  id: z.uuid(),
  type: z.string(),
  version: z.int().min(1),
  occurredAt: instantSchema,
  correlationId: z.uuid(),
  causationId: z.uuid().nullable(),
  branchId: branchIdSchema,
  data: z.unknown(),
});
export type Envelope = z.infer<typeof envelopeSchema>;
