import { type Request, type Response, Router } from 'express';
import { auditKindSchema } from '@galley/shared/wire/audit.ts';
import { z } from 'zod';
import { inOrganisation } from '../db/organisation.ts';
import { readAudit } from '../sync/audit.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { parseQuery } from './parse.ts';

export const auditQuery = { kind: auditKindSchema.optional(), before: z.uuid().optional() };
const querySchema = z.object(auditQuery);

/** `/office/audit`: who voided, gave back, discounted, approved and printed again what, when and why. */
export function officeAudit(api: Api): Router {
  const router = Router();
  router.get('/office/audit', async (request: Request, response: Response) => {
    const { branchId, organisationId } = await officeSession(api.db, request, 'accountant');
    const { kind, before } = parseQuery(querySchema, request.query);
    response.json(
      await inOrganisation(api.db.pool, organisationId, (tx) =>
        readAudit(tx, branchId, kind ?? null, before ?? null),
      ),
    );
  });
  return router;
}
