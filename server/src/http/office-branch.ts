import { type Request, type Response, Router } from 'express';
import { branchSettingsSchema } from '@galley/shared/wire/branch-settings.ts';
import { putEntities } from '../sync/put-entities.ts';
import { readEntity } from '../sync/read-entity.ts';
import type { Api } from './app.ts';
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
    const { branchId, name } = await officeSession(api.db, request, 'manager');
    const settings = parseBody(branchSettingsSchema, request.body);
    const branch = await readEntity(api.db.pool, branchId, 'branch', branchId);
    await putEntities(api.db.pool, branchId, [
      { entity: 'branch', id: branchId, data: { ...branch, ...nothingSaid, ...settings } },
    ]);
    api.log.info({ branchId, by: name }, 'branch settings changed');
    response.status(204).end();
  });
  return router;
}
