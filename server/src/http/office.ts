import { type Request, type Response, Router } from 'express';
import { type Session, signInRequestSchema } from '@galley/shared/wire/session.ts';
import { inOrganisation } from '../db/organisation.ts';
import {
  endOfficeSession,
  findOfficeSession,
  type OfficeSession,
  signInToOffice,
} from '../sync/office-accounts.ts';
import { readEntity } from '../sync/read-entity.ts';
import type { Api } from './app.ts';
import { officeSession, sessionCookie, sessionToken } from './office-auth.ts';
import { parseBody } from './parse.ts';
import { HttpRefusal } from './problem.ts';
import { createTryLimit } from './try-limit.ts';

/** `/office/sign-in`, `/office/sign-out`, `/office/session`: a manager's way in. */
export function office(api: Api): Router {
  const limit = createTryLimit(20, 60_000);
  const router = Router();

  router.post('/office/sign-in', async (request: Request, response: Response) => {
    limit(request.ip ?? '');
    const { name, password } = parseBody(signInRequestSchema, request.body);
    const token = await signInToOffice(api.db, name, password);
    if (!token.ok)
      throw new HttpRefusal(token.code === 'tooManyTries' ? 'tooManyTries' : 'badPassword', token.message);
    const session = await findOfficeSession(api.db, token.value);
    if (!session) throw new HttpRefusal('notSignedIn', 'The session ended at once. Try again.');
    response.cookie(sessionCookie, token.value, {
      httpOnly: true,
      sameSite: 'strict',
      secure: request.secure,
      path: '/',
    });
    response.json(await describe(session));
  });

  router.get('/office/session', async (request: Request, response: Response) => {
    response.json(await describe(await officeSession(api.db, request)));
  });

  router.post('/office/sign-out', async (request: Request, response: Response) => {
    const token = sessionToken(request);
    if (token !== null) await endOfficeSession(api.db, token);
    response.clearCookie(sessionCookie, { path: '/' }).status(204).end();
  });

  async function describe({ name, branchId, organisationId }: OfficeSession): Promise<Session> {
    const branch = await inOrganisation(api.db.pool, organisationId, (tx) =>
      readEntity(tx, branchId, 'branch', branchId),
    );
    return { name, branch, epoch: api.epoch };
  }

  return router;
}
