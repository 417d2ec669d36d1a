import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Request, type Response, Router } from 'express';
import type { Pool, PoolClient } from 'pg';
import { type BranchId, uuidv7 } from '@galley/shared/values/ids.ts';
import {
  type KeptMail,
  keptMailSchema,
  mailPaperOf,
  type MailSettings,
  mailSettingsSchema,
} from '@galley/shared/wire/mail.ts';
import { inTransaction } from '../db/transaction.ts';
import { fieldChanges, keepOfficeChanges } from '../sync/audit-office.ts';
import { readEntity } from '../sync/read-entity.ts';
import { tellEvent } from '../sync/tell-event.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { parseBody } from './parse.ts';

const shown = 50;

/** `/office/mail`: who gets the summary of each day; in the demo also the mails that were kept and not sent. */
export function officeMail(api: Api): Router {
  const router = Router();

  router.get('/office/mail', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    const settings = await readSettings(api.db.pool, branchId);
    response.json({ ...settings, kept: api.mails === undefined ? null : keptMails(api.mails, branchId) });
  });

  router.post('/office/mail', async (request: Request, response: Response) => {
    const session = await officeSession(api.db, request, 'manager');
    const { branchId, name } = session;
    const settings = parseBody(mailSettingsSchema, request.body);
    const branch = await readEntity(api.db.pool, branchId, 'branch', branchId);
    await inTransaction(api.db.pool, async (tx) => {
      const before = await readSettings(tx, branchId);
      await tx.query(
        `insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`,
        [keyOf(branchId), JSON.stringify(settings)],
      );
      const changes = fieldChanges(before, settings);
      if (changes.length > 0)
        await keepOfficeChanges(tx, session, [{ kind: 'settings', what: branch.name, changes }]);
      await tellEvent(tx, { id: uuidv7(), branchId }, 'summaryRecipientsSet', {
        ...settings,
        paper: mailPaperOf(branch),
      });
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

async function readSettings(db: Pool | PoolClient, branchId: BranchId): Promise<MailSettings> {
  const { rows } = await db.query<{ value: string }>('select value from setting where key = $1', [
    keyOf(branchId),
  ]);
  return mailSettingsSchema.parse(JSON.parse(rows[0]?.value ?? '{"summaryTo":[]}'));
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
