import { type Request, type Response, Router } from 'express';
import { resolutionRequestSchema } from '@galley/shared/wire/resolutions.ts';
import { inOrganisation } from '../db/organisation.ts';
import { readHeldRecords, resolveInOffice } from '../sync/resolve-in-office.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { parseBody } from './parse.ts';

/** `/office/held`, `/office/resolutions`: records of any till that a person has to decide about, and the decision [S14]. */
export function officeResolutions(api: Api): Router {
  const { pool } = api.db;
  const router = Router();

  router.get('/office/held', async (request: Request, response: Response) => {
    const { branchId, organisationId } = await officeSession(api.db, request, 'accountant');
    const records = await inOrganisation(pool, organisationId, (tx) => readHeldRecords(tx, branchId));
    response.json({ records });
  });

  router.post('/office/resolutions', async (request: Request, response: Response) => {
    const session = await officeSession(api.db, request, 'manager');
    const decision = parseBody(resolutionRequestSchema, request.body);
    const answer = await resolveInOffice(pool, api.table, session, decision);
    if (answer.outcome === 'done') {
      api.wakeRelay();
      const { rows } = await pool.query<{ head: string }>('select head::text from branch where id = $1', [
        session.branchId,
      ]);
      api.bus.hint(session.branchId, rows[0]?.head ?? '0');
    }
    api.log.info({ ...decision, outcome: answer.outcome, by: session.name }, 'decided in the office');
    response.json(answer);
  });

  return router;
}
