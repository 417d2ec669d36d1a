import { z } from 'zod';

/** Whom an order is for, as they said it. It is of the order and never of its sale: what is chained for ever names no guest. */
export const customerSchema = z.object({
  name: z.string().trim().min(1).max(80),
  /** As it was typed; `phoneKey` compares. */
  phone: z.string().trim().max(24),
  /** Where it is brought to; empty: they come for it. */
  address: z.string().trim().max(200),
});
export type Customer = z.infer<typeof customerSchema>;

/**
 * What two ways to write one number have in common: its last nine digits, because a country's code and the zero before a
 * number come and go. Null: too short to be told from another.
 */
export function phoneKey(phone: string): string | null {
  const digits = phone.normalize('NFKD').replaceAll(/\D/g, '');
  return digits.length < 6 ? null : digits.slice(-9);
}
