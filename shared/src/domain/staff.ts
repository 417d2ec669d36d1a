import { z } from 'zod';
import { rightsIdSchema, staffIdSchema } from '../values/ids.ts';

export const roleSchema = z.enum(['cashier', 'waiter', 'cook', 'manager']);
export type Role = z.infer<typeof roleSchema>;

/** What a till needs to check a PIN offline: scrypt (RFC 7914) of the PIN with this salt; hexadecimal. */
export const pinVerifierSchema = z.object({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PinVerifier = z.infer<typeof pinVerifierSchema>;

/** Shared by the server, which makes verifiers, and the till, which checks them: N, r, p of scrypt, and its length. */
export const pinScrypt = { N: 2 ** 14, r: 8, p: 1, dkLen: 32 } as const;

export const staffSchema = z.object({
  id: staffIdSchema,
  name: z.string(),
  role: roleSchema,
  /** Null where it is not to be known: only tills check PINs. */
  pin: pinVerifierSchema.nullable(),
  active: z.boolean(),
  /** Rights of their own (permissions.ts); missing: those of their role. */
  rightsId: rightsIdSchema.optional(),
});
export type Staff = z.infer<typeof staffSchema>;

/** What is guessed first: one digit four times, or digits that count up or down. Only new PINs are held to it. */
export function isWeakPin(pin: string): boolean {
  const steps = pin
    .split('')
    .slice(1)
    .map((digit, index) => Number(digit) - Number(pin[index]));
  return [-1, 0, 1].some((step) => steps.every((each) => each === step));
}
