import { type Request, type Response, Router } from 'express';
import type { PoolClient } from 'pg';
import type { Refusal } from '@galley/shared/values/result.ts';
import { rightsRequestSchema, staffRequestSchema } from '@galley/shared/wire/crew.ts';
import { inOrganisation } from '../db/organisation.ts';
import { putRights, putStaff } from '../sync/manage-crew.ts';
import type { Api } from './app.ts';
import { confirmedSession, type OfficeSession, officeSession } from './office-auth.ts';
import { parseBody } from './parse.ts';
import { HttpRefusal } from './problem.ts';

/** `/office/staff`, `/office/rights`: who works here, with which PIN, and what they may do. Tills hear it by the feed. */
export function officeCrew(api: Api): Router {
  const router = Router();

  router.post('/office/staff', async (request: Request, response: Response) => {
    const session = await officeSession(api.db, request, 'manager');
    const person = parseBody(staffRequestSchema, request.body);
    await change(session, (tx) => putStaff(tx, session.branchId, session.name, person));
    const { name: staff, active, pin } = person;
    api.log.info({ staff, active, newPin: pin !== null, by: session.name }, 'staff set');
    response.status(204).end();
  });

  router.post('/office/rights', async (request: Request, response: Response) => {
    const session = await confirmedSession(api.db, request, 'manager');
    const rights = parseBody(rightsRequestSchema, request.body);
    await change(session, (tx) => putRights(tx, session.branchId, session.name, rights));
    api.log.info({ rights: rights.name, by: session.name }, 'rights set');
    response.status(204).end();
  });

  return router;

  /** Once it is committed the tills are told that there is something to pull [S22]. */
  async function change(
    { branchId, organisationId }: OfficeSession,
    act: (tx: PoolClient) => Promise<Refusal | null>,
  ): Promise<void> {
    const head = await inOrganisation(api.db.pool, organisationId, async (tx) => {
      const refusal = await act(tx);
      if (refusal) throw new HttpRefusal('badRequest', refusal.message);
      const { rows } = await tx.query<{ head: string }>('select head::text from branch where id = $1', [
        branchId,
      ]);
      return rows[0]?.head ?? '0';
    });
    api.bus.hint(branchId, head);
  }
}
