import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Request, type Response, Router } from 'express';
import { type BranchId, uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type Event, eventSubject } from '@galley/shared/wire/events.ts';
import { type KeptMail, keptMailSchema, mailPaperOf, mailSettingsSchema } from '@galley/shared/wire/mail.ts';
import { inTransaction } from '../db/transaction.ts';
import { addToOutbox } from '../messaging/outbox.ts';
import { readEntity } from '../sync/read-entity.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { parseBody } from './parse.ts';

const shown = 50;

/** `/office/mail`: who gets the summary of each day; in the demo also the mails that were kept and not sent. */
export function officeMail(api: Api): Router {
  const router = Router();

  router.get('/office/mail', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    const { rows } = await api.db.pool.query<{ value: string }>('select value from setting where key = $1', [
      keyOf(branchId),
    ]);
    const settings = mailSettingsSchema.parse(JSON.parse(rows[0]?.value ?? '{"summaryTo":[]}'));
    response.json({ ...settings, kept: api.mails === undefined ? null : keptMails(api.mails, branchId) });
  });

  router.post('/office/mail', async (request: Request, response: Response) => {
    const { branchId, name } = await officeSession(api.db, request, 'manager');
    const settings = parseBody(mailSettingsSchema, request.body);
    const paper = mailPaperOf(await readEntity(api.db.pool, branchId, 'branch', branchId));
    const id = uuidv7();
    const event: Event = {
      id,
      type: 'summaryRecipientsSet',
      version: 1,
      occurredAt: instant(Date.now()),
      correlationId: id,
      causationId: null,
      branchId,
      worker: 'sync',
      verdict: 'applied',
      flags: [],
      data: { ...settings, paper },
    };
    await inTransaction(api.db.pool, async (tx) => {
      await tx.query(
        `insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`,
        [keyOf(branchId), JSON.stringify(settings)],
      );
      const subject = eventSubject('sync', event.type, branchId);
      await addToOutbox(tx, [{ id, causeId: id, subject, payload: JSON.stringify(event) }]);
    });
    api.wakeRelay();
    api.log.info({ branchId, by: name }, 'recipients of the daily summary changed');
    response.status(204).end();
  });

  return router;
}

function keyOf(branchId: BranchId): string {
  return `mail of ${branchId}`;
}

/** Newest first. */
function keptMails(folder: string, branchId: BranchId): KeptMail[] {
  const own = join(folder, branchId);
  if (!existsSync(own)) return [];
  return readdirSync(own)
    .filter((name) => name.endsWith('.json'))
    .map((name) => keptMailSchema.parse(JSON.parse(readFileSync(join(own, name), 'utf8'))))
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, shown);
}
