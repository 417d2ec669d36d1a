import { type Request, type Response, Router } from 'express';
import { branchUpdatesSchema } from '@galley/shared/domain/update-gate.ts';
import { putEntities } from '../sync/put-entities.ts';
import { readEntity } from '../sync/read-entity.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { parseBody } from './parse.ts';

/** `/office/updates`: when the devices of a branch may change their version. */
export function officeUpdates(api: Api): Router {
  const router = Router();
  router.post('/office/updates', async (request: Request, response: Response) => {
    const { branchId, name } = await officeSession(api.db, request, 'manager');
    const updates = parseBody(branchUpdatesSchema, request.body);
    const branch = await readEntity(api.db.pool, branchId, 'branch', branchId);
    await putEntities(api.db.pool, branchId, [
      { entity: 'branch', id: branchId, data: { ...branch, updates } },
    ]);
    api.log.info({ branchId, by: name, ...updates }, 'update settings changed');
    response.status(204).end();
  });
  return router;
}
