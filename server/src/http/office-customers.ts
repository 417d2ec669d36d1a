import { type Request, type Response, Router } from 'express';
import { customerIdSchema } from '@galley/shared/values/ids.ts';
import { salesQuestions } from '@galley/shared/wire/sales-office.ts';
import { inOrganisation } from '../db/organisation.ts';
import { keepOfficeChanges } from '../sync/audit-office.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { askOrRefuse } from './online.ts';
import { parseQuery } from './parse.ts';

/** `/office/customers`: a guest who wishes it is forgotten. Who the guests are comes with the feed. */
export function officeCustomers(api: Api): Router {
  const router = Router();

  router.post('/office/customers/:id/forget', async (request: Request, response: Response) => {
    const { branchId, organisationId, name } = await officeSession(api.db, request, 'manager');
    const customerId = parseQuery(customerIdSchema, request.params['id']);
    const { outcome } = await askOrRefuse(api, salesQuestions.forgetCustomer, { branchId, customerId });
    // Not who it was: that is what was asked for.
    if (outcome === 'forgotten')
      await inOrganisation(api.db.pool, organisationId, (tx) =>
        keepOfficeChanges(tx, { branchId, name }, [{ kind: 'forgotten', what: '', changes: [] }]),
      );
    response.json({ outcome });
  });

  return router;
}
