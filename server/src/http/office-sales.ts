import { type Request, type Response, Router } from 'express';
import { saleIdSchema } from '@galley/shared/values/ids.ts';
import { salesQuery, salesQuestions } from '@galley/shared/wire/sales-office.ts';
import { z } from 'zod';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { askOrRefuse } from './online.ts';
import { parseQuery } from './parse.ts';
import { HttpRefusal } from './problem.ts';

/** `/office/sales`: every receipt of the branch, found by what one still knows of it. */
export function officeSales(api: Api): Router {
  const router = Router();

  router.get('/office/sales', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    const wanted = parseQuery(z.object(salesQuery), request.query);
    response.json(await askOrRefuse(api, salesQuestions.list, { branchId, ...wanted }));
  });

  router.get('/office/sales/:id', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    const id = parseQuery(saleIdSchema, request.params['id']);
    const receipt = await askOrRefuse(api, salesQuestions.find, { branchId, id });
    if (!receipt) throw new HttpRefusal('notFound', 'Your branch has no such receipt.');
    response.json(receipt);
  });

  return router;
}
