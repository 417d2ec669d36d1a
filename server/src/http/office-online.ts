import { type Request, type Response, Router } from 'express';
import { onlineOrdersQuery, onlineQuestions, orderingKeyRequestSchema } from '@galley/shared/wire/online.ts';
import { z } from 'zod';
import { inOrganisation } from '../db/organisation.ts';
import { createOrderingKey, listOrderingKeys, revokeOrderingKey } from '../sync/ordering-keys.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { askOrRefuse } from './online.ts';
import { parseBody, parseQuery } from './parse.ts';
import { HttpRefusal } from './problem.ts';

/** `/office/ordering-keys`, `/office/online-orders`: which pages may order at a manager's branch, and what they did. */
export function officeOnline(api: Api): Router {
  const router = Router();

  router.get('/office/ordering-keys', async (request: Request, response: Response) => {
    const { branchId, organisationId } = await officeSession(api.db, request, 'manager');
    const keys = await inOrganisation(api.db.pool, organisationId, (tx) => listOrderingKeys(tx, branchId));
    response.json({ keys });
  });

  router.post('/office/ordering-keys', async (request: Request, response: Response) => {
    const session = await officeSession(api.db, request, 'manager');
    const { name } = parseBody(orderingKeyRequestSchema, request.body);
    const key = await inOrganisation(api.db.pool, session.organisationId, (tx) =>
      createOrderingKey(tx, session, name),
    );
    api.log.info({ orderingKey: key.id, by: session.name }, 'ordering key made');
    response.status(201).json(key);
  });

  router.post('/office/ordering-keys/:id/revoke', async (request: Request, response: Response) => {
    const session = await officeSession(api.db, request, 'manager');
    const id = parseQuery(z.uuid(), request.params['id']);
    const found = await inOrganisation(api.db.pool, session.organisationId, (tx) =>
      revokeOrderingKey(tx, session, id),
    );
    if (!found) throw new HttpRefusal('notFound', 'Your branch has no such key.');
    api.log.info({ orderingKey: id, by: session.name }, 'ordering key revoked');
    response.status(204).end();
  });

  router.get('/office/online-orders', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'manager');
    const wanted = parseQuery(z.object(onlineOrdersQuery), request.query);
    response.json(await askOrRefuse(api, onlineQuestions.list, { branchId, ...wanted }));
  });

  return router;
}
