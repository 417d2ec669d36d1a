import { z } from 'zod';
import { grantSchema, permissionSchema } from '../domain/permissions.ts';
import { roleSchema } from '../domain/staff.ts';
import { rightsIdSchema, staffIdSchema } from '../values/ids.ts';

/**
 * `POST /office/staff`: a person as they should be from now on. Whoever leaves is set inactive and never deleted: what
 * they did keeps their name.
 */
export const staffRequestSchema = z.object({
  /** Null: somebody new. */
  id: staffIdSchema.nullable(),
  name: z.string().trim().min(1).max(60),
  role: roleSchema,
  rightsId: rightsIdSchema.nullable(),
  active: z.boolean(),
  /** A new PIN; null: the one they have. It is kept as a verifier only. */
  pin: z
    .string()
    .regex(/^\d{4}$/, 'a PIN has four digits')
    .nullable(),
});
export type StaffRequest = z.infer<typeof staffRequestSchema>;

/** `POST /office/rights`: what a role, or the people who are named for it, may do from now on. */
export const rightsRequestSchema = z.object({
  /** Null: a new group. */
  id: rightsIdSchema.nullable(),
  name: z.string().trim().min(1).max(60),
  role: roleSchema.nullable(),
  grants: z.partialRecord(permissionSchema, grantSchema),
});
export type RightsRequest = z.infer<typeof rightsRequestSchema>;
