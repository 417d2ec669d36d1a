import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { instant } from '@galley/shared/values/time.ts';
import type { KeptMail } from '@galley/shared/wire/mail.ts';
import type { Letter } from './queue-mail.ts';

export type MailConfig = {
  readonly SMTP_URL?: string | undefined;
  readonly GALLEY_MAILS?: string | undefined;
  readonly MAIL_FROM: string;
};

export type OutgoingMail = Letter & {
  readonly id: string;
  readonly branchId: string;
  readonly recipient: string;
};

/** Resolves when the mail server has taken it; rejects when it has not, or when that is not certain. */
export type Mailer = { send(mail: OutgoingMail): Promise<void>; close(): void };

const patienceMs = 20_000;

/** Null: this server has nobody to give mails to, and they wait. */
export function openMailer(
  { SMTP_URL, GALLEY_MAILS, MAIL_FROM }: MailConfig,
  timeoutMs = patienceMs,
): Mailer | null {
  if (SMTP_URL !== undefined) return smtpMailer(SMTP_URL, MAIL_FROM, timeoutMs);
  return GALLEY_MAILS === undefined ? null : folderMailer(GALLEY_MAILS);
}

function smtpMailer(url: string, from: string, timeoutMs: number): Mailer {
  const { hostname } = new URL(`http://${/@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'}`);
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // What a guest typed or what a menu says must never read a file or an address of the server's.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, recipient, subject, text, html }) {
      // The same at each try: whoever has it already knows it by its name.
      await transport.sendMail({
        messageId: `<${id}@${hostname}>`,
        from,
        to: recipient,
        subject,
        text,
        html,
      });
    },
    close: () => transport.close(),
  };
}

/** The demo's: a file a mail, which the office shows. */
function folderMailer(folder: string): Mailer {
  return {
    send({ id, branchId, recipient, subject, text }) {
      const own = join(folder, branchId);
      mkdirSync(own, { recursive: true, mode: 0o700 });
      const kept: KeptMail = { id, at: instant(Date.now()), to: recipient, subject, text };
      writeFileSync(join(own, `${id}.part`), JSON.stringify(kept), { mode: 0o600 });
      renameSync(join(own, `${id}.part`), join(own, `${id}.json`));
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
