import { type Request, type Response, Router } from 'express';
import { tillIdSchema } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type TillCodeAnswer, tillCodeRequestSchema } from '@galley/shared/wire/session.ts';
import { inOrganisation } from '../db/organisation.ts';
import { keepTillChange } from '../sync/audit-office.ts';
import { readBranchHealth } from '../sync/branch-health.ts';
import { createEnrolmentCode } from '../sync/enrolment.ts';
import { isDisabled, setDisabled } from '../sync/manage-till.ts';
import type { Api } from './app.ts';
import { confirmedSession, officeSession } from './office-auth.ts';
import { parseBody, parseQuery } from './parse.ts';
import { HttpRefusal } from './problem.ts';

const codeMinutes = 60;

/** `/office/tills`: how a manager's tills are; who of them is let in, and by which code the next device is. */
export function officeTills(api: Api): Router {
  const router = Router();

  router.get('/office/tills', async (request: Request, response: Response) => {
    const { branchId, organisationId } = await officeSession(api.db, request, 'accountant');
    response.json(await inOrganisation(api.db.pool, organisationId, (tx) => readBranchHealth(tx, branchId)));
  });

  router.post('/office/tills/:id/disable', switchTo(true));
  router.post('/office/tills/:id/enable', switchTo(false));

  router.post('/office/tills/:id/code', async (request: Request, response: Response) => {
    const { branchId, organisationId, name } = await confirmedSession(api.db, request, 'manager');
    const id = parseQuery(tillIdSchema, request.params['id']);
    const { role } = parseBody(tillCodeRequestSchema, request.body);
    const code = await inOrganisation(api.db.pool, organisationId, async (tx) => {
      const disabled = await isDisabled(tx, branchId, id);
      if (disabled === null) throw noSuchTill();
      if (disabled) throw new HttpRefusal('tillDisabled', 'Let this till in again first.');
      await keepTillChange(tx, { branchId, name }, id, 'code', null, role);
      return createEnrolmentCode(tx, id, codeMinutes, role);
    });
    api.log.info({ tillId: id, role, by: name }, 'enrolment code made');
    const answer: TillCodeAnswer = { code, expiresAt: instant(Date.now() + codeMinutes * 60_000) };
    response.set('Cache-Control', 'no-store').json(answer);
  });

  return router;

  function switchTo(disabled: boolean) {
    return async (request: Request, response: Response): Promise<void> => {
      const { branchId, organisationId, name } = await confirmedSession(api.db, request, 'manager');
      const id = parseQuery(tillIdSchema, request.params['id']);
      const found = await inOrganisation(api.db.pool, organisationId, async (tx) => {
        await keepTillChange(
          tx,
          { branchId, name },
          id,
          'disabled',
          await isDisabled(tx, branchId, id),
          disabled,
        );
        return setDisabled(tx, branchId, id, disabled);
      });
      if (!found) throw noSuchTill();
      api.log.info({ tillId: id, by: name }, disabled ? 'till disabled' : 'till enabled');
      response.status(204).end();
    };
  }
}

function noSuchTill(): HttpRefusal {
  return new HttpRefusal('notFound', 'Your branch has no such till.');
}
