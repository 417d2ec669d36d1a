import { type Request, type Response, Router } from 'express';
import { accountRequestSchema, type Invitation } from '@galley/shared/wire/accounts.ts';
import { z } from 'zod';
import { invite } from '../accounts/invitations.ts';
import { putAccount, readAccounts } from '../accounts/manage.ts';
import { endSessions } from '../accounts/sessions.ts';
import { inOrganisation } from '../db/organisation.ts';
import { fieldChanges, keepOfficeChanges } from '../sync/audit-office.ts';
import type { Api } from './app.ts';
import { confirmedSession, officeSession } from './office-auth.ts';
import { parseBody, parseQuery } from './parse.ts';
import { HttpRefusal } from './problem.ts';

const nobody: Invitation = { invitation: null, expiresAt: null };

/** `/office/accounts`: an owner says who works in the office, as what and for which branches. */
export function officeAccounts(api: Api): Router {
  const router = Router();

  router.get('/office/accounts', async (request: Request, response: Response) => {
    const { organisationId } = await officeSession(api.db, request, 'owner');
    response.json(await inOrganisation(api.db.pool, organisationId, readAccounts));
  });

  router.post('/office/accounts', async (request: Request, response: Response) => {
    const session = await confirmedSession(api.db, request, 'owner');
    const { organisationId, name: by } = session;
    const wanted = parseBody(accountRequestSchema, request.body);
    const answer = await inOrganisation(api.db.pool, organisationId, async (tx) => {
      const before = (await readAccounts(tx)).accounts.find((each) => each.id === wanted.id);
      const id = await putAccount(tx, organisationId, wanted);
      if (!id.ok) throw new HttpRefusal('badRequest', id.message);
      const { role, branches, active } = wanted;
      await keepOfficeChanges(tx, session, [
        {
          kind: 'account',
          what: before?.name ?? wanted.name,
          changes: fieldChanges(
            before ? { role: before.role, branches: before.branches, active: before.active } : null,
            { role, branches, active },
          ),
        },
      ]);
      return { id: id.value, ...(wanted.id === null ? await invite(tx, id.value) : nobody) };
    });
    if (!wanted.active) await endSessions(api.db.pool, answer.id);
    const { name, role, active } = wanted;
    api.log.info({ account: name, role, active, by }, 'office account set');
    send(response, answer);
  });

  router.post('/office/accounts/:id/invite', async (request: Request, response: Response) => {
    const session = await confirmedSession(api.db, request, 'owner');
    const { organisationId, name: by } = session;
    const id = parseQuery(z.uuid(), request.params['id']);
    const answer = await inOrganisation(api.db.pool, organisationId, async (tx) => {
      const account = (await readAccounts(tx)).accounts.find((each) => each.id === id);
      if (!account?.active) throw new HttpRefusal('notFound', 'There is no such account.');
      await keepOfficeChanges(tx, session, [
        {
          kind: 'account',
          what: account.name,
          changes: [{ field: 'invitation', before: null, after: null }],
        },
      ]);
      return invite(tx, id);
    });
    api.log.info({ account: id, by }, 'office account invited');
    send(response, answer);
  });

  return router;

  function send(response: Response, { invitation, expiresAt }: Invitation): void {
    response.set('Cache-Control', 'no-store').json({ invitation, expiresAt });
  }
}
