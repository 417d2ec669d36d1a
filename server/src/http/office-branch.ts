import { type Request, type Response, Router } from 'express';
import { branchSettingsSchema } from '@galley/shared/wire/branch-settings.ts';
import { inOrganisation } from '../db/organisation.ts';
import { putEntitiesIn } from '../sync/put-entities.ts';
import { readEntity } from '../sync/read-entity.ts';
import type { Api } from './app.ts';
import { hintBranch } from './hint-branch.ts';
import { officeSession } from './office-auth.ts';
import { parseBody } from './parse.ts';

/** What is left out of the settings is no longer so. */
const nothingSaid = {
  language: undefined,
  logo: undefined,
  receiptLink: undefined,
  expeditorPrinterId: undefined,
  routing: undefined,
};

/** `/office/branch`: what stands on a branch's papers, and which station makes what. */
export function officeBranch(api: Api): Router {
  const router = Router();
  router.post('/office/branch', async (request: Request, response: Response) => {
    const { branchId, organisationId, name } = await officeSession(api.db, request, 'manager');
    const settings = parseBody(branchSettingsSchema, request.body);
    await inOrganisation(api.db.pool, organisationId, async (tx) => {
      const branch = await readEntity(tx, branchId, 'branch', branchId);
      const data = { ...branch, ...nothingSaid, ...settings };
      await putEntitiesIn(tx, branchId, [{ entity: 'branch', id: branchId, data }], { by: name });
    });
    await hintBranch(api, branchId);
    api.log.info({ branchId, by: name }, 'branch settings changed');
    response.status(204).end();
  });
  return router;
}
