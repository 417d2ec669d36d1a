import { type Request, type Response, Router } from 'express';
import { passwordRequestSchema, type TotpOffer, totpRequestSchema } from '@galley/shared/wire/accounts.ts';
import { z } from 'zod';
import { hashPassword } from '../accounts/password.ts';
import { prove } from '../accounts/prove.ts';
import { createRecoveryCodes, hashRecoveryCode } from '../accounts/second-factor.ts';
import { endSession, endSessions, listSessions } from '../accounts/sessions.ts';
import { createTotpSecret, stepOfCode, totpUri } from '../accounts/totp.ts';
import { inOrganisation } from '../db/organisation.ts';
import { keepOfficeChanges } from '../sync/audit-office.ts';
import type { Api } from './app.ts';
import { confirmedSession, type OfficeSession, officeSession } from './office-auth.ts';
import { parseBody, parseQuery } from './parse.ts';
import { HttpRefusal, refusalOf } from './problem.ts';

/** `/office/account`: what somebody does about their own account: password, second factor, where they are signed in. */
export function officeAccount(api: Api): Router {
  const { pool, prisma } = api.db;
  const router = Router();

  router.get('/office/account/sessions', async (request: Request, response: Response) => {
    const { accountId, sessionId } = await officeSession(api.db, request, 'accountant');
    response.json({ sessions: await listSessions(pool, accountId, sessionId) });
  });

  router.post('/office/account/sessions/:id/end', async (request: Request, response: Response) => {
    const { accountId, name } = await officeSession(api.db, request, 'accountant');
    const id = parseQuery(z.uuid(), request.params['id']);
    if (!(await endSession(pool, accountId, id)))
      throw new HttpRefusal('notFound', 'This session has ended.');
    api.log.info({ by: name }, 'office session ended');
    response.status(204).end();
  });

  router.post('/office/account/password', async (request: Request, response: Response) => {
    const session = await officeSession(api.db, request, 'accountant');
    const { accountId, sessionId, name } = session;
    const { before, password } = parseBody(passwordRequestSchema, request.body);
    const account = await prisma.officeAccount.findUnique({ where: { id: accountId } });
    // The second factor was asked for when this session began.
    const refusal = await prove(api.db, account && { ...account, totpSecret: null }, { password: before });
    if (refusal) throw refusalOf(refusal);
    const { salt, hash } = await hashPassword(password);
    await pool.query('update office_account set password_salt = $2, password_hash = $3 where id = $1', [
      accountId,
      salt,
      hash,
    ]);
    await endSessions(pool, accountId, sessionId);
    await keep(session, 'password');
    api.log.info({ by: name }, 'office password changed');
    response.status(204).end();
  });

  router.post('/office/account/totp/begin', async (request: Request, response: Response) => {
    const { name } = await confirmedSession(api.db, request, 'accountant');
    const secret = createTotpSecret();
    const offer: TotpOffer = { secret, uri: totpUri(secret, name) };
    response.set('Cache-Control', 'no-store').json(offer);
  });

  router.post('/office/account/totp', async (request: Request, response: Response) => {
    const session = await confirmedSession(api.db, request, 'accountant');
    const { accountId, sessionId, name } = session;
    const { secret, code } = parseBody(totpRequestSchema, request.body);
    const step = stepOfCode(secret, code, Date.now());
    if (step === null)
      throw new HttpRefusal(
        'badCode',
        'This code does not belong to the one above. Is the clock of the phone right?',
      );
    const recoveryCodes = createRecoveryCodes();
    await pool.query(
      'update office_account set totp_secret = $2, totp_step = $3, recovery_hashes = $4 where id = $1',
      [accountId, secret, step, recoveryCodes.map(hashRecoveryCode)],
    );
    await endSessions(pool, accountId, sessionId);
    await keep(session, 'secondFactor', false, true);
    api.log.info({ by: name }, 'second factor set');
    response.set('Cache-Control', 'no-store').json({ recoveryCodes });
  });

  router.post('/office/account/totp/off', async (request: Request, response: Response) => {
    const session = await confirmedSession(api.db, request, 'accountant');
    const { accountId, name } = session;
    await pool.query(`update office_account set totp_secret = null, recovery_hashes = '{}' where id = $1`, [
      accountId,
    ]);
    await keep(session, 'secondFactor', true, false);
    api.log.info({ by: name }, 'second factor taken off');
    response.status(204).end();
  });

  return router;

  /** What somebody did about their own account, in the audit log. */
  function keep(
    session: OfficeSession,
    field: string,
    before: boolean | null = null,
    after: boolean | null = null,
  ): Promise<void> {
    const changes = [
      {
        field,
        before: before === null ? null : String(before),
        after: after === null ? null : String(after),
      },
    ];
    return inOrganisation(pool, session.organisationId, (tx) =>
      keepOfficeChanges(tx, session, [{ kind: 'account', what: session.name, changes }]),
    );
  }
}
