import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { Subscription } from '../messaging/bus.ts';
import type { Mailer, OutgoingMail } from './mailer.ts';

const lookMs = 1000;
/** Longer than any try takes: then whoever had it has died, and it is tried again. */
const lease = '3 minutes';
const giveUpAfter = '3 days';
/** Addresses are not kept for longer than somebody may ask about them. */
const keepFor = '30 days';

/**
 * Sends what is due, again and again. At least once: a mail is marked as sent after the mail server's word, so one whose
 * sender dies in between goes out a second time, under the same Message-ID. What cannot leave now waits 30 s, doubling to an
 * hour, for three days; what the server says it will never take is not tried again.
 */
export function startSending(
  { pool, log }: { readonly pool: Pool; readonly log: Logger },
  mailer: Mailer | null,
  before: () => Promise<void>,
): Subscription {
  let stopped = false;
  let wake: () => void = () => undefined;
  const running = (async () => {
    while (!stopped) {
      try {
        await before();
        await pool.query(`delete from mail where state = 'sent' and sent_at < now() - interval '${keepFor}'`);
        if (mailer) while (!stopped && (await sendNext(pool, log, mailer)));
      } catch (error) {
        log.warn({ err: error }, 'notifications: mails will be looked at again');
      }
      if (!stopped)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, lookMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await running;
      mailer?.close();
    },
  };
}

/** Takes one mail that is due and tries it; false: there is none. Two replicas never take the same. */
export async function sendNext(pool: Pool, log: Logger, mailer: Mailer): Promise<boolean> {
  const { rows } = await pool.query<OutgoingMail>(
    `update mail set attempts = attempts + 1, next_try_at = now() + interval '${lease}'
      where id = (select id from mail where state = 'waiting' and next_try_at <= now()
                   order by next_try_at limit 1 for update skip locked)
     returning id, branch_id as "branchId", recipient, subject, text, html`,
  );
  const [mail] = rows;
  if (!mail) return false;
  try {
    await mailer.send(mail);
  } catch (error) {
    const never = isForEver(error);
    const cause = error instanceof Error ? error.message : String(error);
    await pool.query(
      `update mail set cause = $2, next_try_at = now() + least(interval '30 s' * power(2, attempts - 1), interval '1 h'),
              state = case when $3 or created_at < now() - interval '${giveUpAfter}' then 'failed' else 'waiting' end
        where id = $1`,
      [mail.id, cause, never],
    );
    log.warn({ mail: mail.id, cause }, never ? 'a mail was refused for ever' : 'a mail will be tried again');
    return true;
  }
  await pool.query(`update mail set state = 'sent', sent_at = now(), cause = '' where id = $1`, [mail.id]);
  return true;
}

/** A refusal of this mail or its address (5xx), not of us or of this moment. */
function isForEver(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false;
  return (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') && Number(error.responseCode) >= 500;
}
