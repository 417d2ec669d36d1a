import { z } from 'zod';
import { type Result, ok, refuse } from './result.ts';

/** An address that a mail can be sent to, as it was typed but for the blanks around it. */
export const emailSchema = z.email().max(254).brand<'Email'>();
export type Email = z.infer<typeof emailSchema>;

/** Reads what somebody typed. Whether the mailbox exists only its server knows. */
export function parseEmail(text: string): Result<Email> {
  const email = emailSchema.safeParse(text.trim());
  return email.success ? ok(email.data) : refuse('badEmail', 'This is no e-mail address: name@example.com');
}
