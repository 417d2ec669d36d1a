import { z } from 'zod';
import { type Branch, branchSchema } from '../domain/branch.ts';
import { instantSchema } from '../values/time.ts';
import { emailSchema } from '../values/email.ts';

/** What of a branch stands on its mails. */
export const mailPaperSchema = branchSchema.pick({
  name: true,
  receiptHead: true,
  receiptFoot: true,
  timeZone: true,
  language: true,
  receiptLink: true,
});
export type MailPaper = z.infer<typeof mailPaperSchema>;

export function mailPaperOf(branch: Branch): MailPaper {
  return mailPaperSchema.parse(branch);
}

/** Who gets the summary of each day; nobody: none is sent. */
export const mailSettingsSchema = z.object({ summaryTo: z.array(emailSchema).max(10) });
export type MailSettings = z.infer<typeof mailSettingsSchema>;

/** What a mail is about. */
export const mailKindSchema = z.enum(['receipt', 'summary', 'orderPaid', 'orderFailed']);
export type MailKind = z.infer<typeof mailKindSchema>;

/** A mail that was kept as a file, because this server sends none (the demo). */
export const keptMailSchema = z.object({
  id: z.uuid(),
  at: instantSchema,
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});
export type KeptMail = z.infer<typeof keptMailSchema>;

/** `GET /office/mail`: the settings; `kept` newest first, null: mails are really sent. */
export const officeMailSchema = mailSettingsSchema.extend({ kept: z.array(keptMailSchema).nullable() });
export type OfficeMail = z.infer<typeof officeMailSchema>;
