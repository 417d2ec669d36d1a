import { type Request, type Response, Router } from 'express';
import { branchNameSchema, confirmRequestSchema, joinRequestSchema } from '@galley/shared/wire/accounts.ts';
import { type Session, signInRequestSchema } from '@galley/shared/wire/session.ts';
import { join } from '../accounts/invitations.ts';
import { prove } from '../accounts/prove.ts';
import {
  beginSession,
  confirmSession,
  endSessionOf,
  endSessions,
  findSession,
} from '../accounts/sessions.ts';
import { signInToOffice } from '../accounts/sign-in.ts';
import { inOrganisation } from '../db/organisation.ts';
import { readEntity } from '../sync/read-entity.ts';
import type { Api } from './app.ts';
import {
  type OfficeSession,
  officeSession,
  placeOf,
  sessionCookie,
  sessionToken,
  setSessionCookie,
} from './office-auth.ts';
import { parseBody } from './parse.ts';
import { HttpRefusal, refusalOf } from './problem.ts';
import { createTryLimit } from './try-limit.ts';

const guesses = () => createTryLimit(20, 60_000);

/** The way into the office and out of it: sign-in, an invitation's link, who is signed in, saying once more who one is. */
export function office(api: Api): Router {
  const limits = { signIn: guesses(), join: guesses(), confirm: guesses() };
  const router = Router();

  router.post('/office/sign-in', async (request: Request, response: Response) => {
    limits.signIn(request.ip ?? '');
    const token = await signInToOffice(
      api.db,
      parseBody(signInRequestSchema, request.body),
      placeOf(request),
    );
    if (!token.ok) throw refusalOf(token);
    await letIn(request, response, token.value);
  });

  router.post('/office/join', async (request: Request, response: Response) => {
    limits.join(request.ip ?? '');
    const { invitation, password } = parseBody(joinRequestSchema, request.body);
    const accountId = await join(api.db.pool, invitation, password);
    if (accountId === null)
      throw new HttpRefusal('badCode', 'This link was used or is too old. Ask the owner for a new one.');
    await endSessions(api.db.pool, accountId);
    await letIn(request, response, await beginSession(api.db.pool, accountId, placeOf(request)));
  });

  router.post('/office/confirm', async (request: Request, response: Response) => {
    const { accountId, sessionId } = await officeSession(api.db, request, 'accountant');
    limits.confirm(request.ip ?? '');
    const proof = parseBody(confirmRequestSchema, request.body);
    const account = await api.db.prisma.officeAccount.findUnique({ where: { id: accountId } });
    const refusal = await prove(api.db, account, proof);
    if (refusal) throw refusalOf(refusal);
    await confirmSession(api.db.pool, sessionId);
    response.status(204).end();
  });

  router.get('/office/session', async (request: Request, response: Response) => {
    response.json(await describe(await officeSession(api.db, request, 'accountant')));
  });

  router.post('/office/sign-out', async (request: Request, response: Response) => {
    const token = sessionToken(request);
    if (token !== null) await endSessionOf(api.db.pool, token);
    response.clearCookie(sessionCookie, { path: '/' }).status(204).end();
  });

  async function letIn(request: Request, response: Response, token: string): Promise<void> {
    const session = await findSession(api.db.pool, token);
    if (!session) throw new HttpRefusal('notSignedIn', 'The session ended at once. Try again.');
    setSessionCookie(request, response, token);
    response.json(await describe(session));
  }

  async function describe(session: OfficeSession): Promise<Session> {
    const { name, role, totp, branchId, organisationId } = session;
    return inOrganisation(api.db.pool, organisationId, async (tx) => {
      const { rows } = await tx.query(
        'select id, name from branch where id = any($1::uuid[]) order by name',
        [session.branches],
      );
      const branch = await readEntity(tx, branchId, 'branch', branchId);
      return { name, role, branch, branches: branchNameSchema.array().parse(rows), totp, epoch: api.epoch };
    });
  }

  return router;
}
