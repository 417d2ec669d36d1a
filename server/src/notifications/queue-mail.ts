import type { PoolClient } from 'pg';
import type { Email } from '@galley/shared/values/email.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { MailKind } from '@galley/shared/wire/mail.ts';

/** What a template makes: a mail in both forms, for people and for programs that show no HTML. */
export type Letter = { readonly subject: string; readonly text: string; readonly html: string };

/** Writes a mail down, to be sent. `id` follows from its cause, so that the same cause makes it once. */
export async function queueMail(
  tx: PoolClient,
  mail: Letter & {
    readonly id: string;
    readonly branchId: BranchId;
    readonly kind: MailKind;
    readonly recipient: Email;
  },
): Promise<void> {
  const { id, branchId, kind, recipient, subject, text, html } = mail;
  await tx.query(
    `insert into mail (id, branch_id, kind, recipient, subject, text, html) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [id, branchId, kind, recipient, subject, text, html],
  );
}
