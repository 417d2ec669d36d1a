import { type Request, type Response, Router } from 'express';
import { instant } from '@galley/shared/values/time.ts';
import { type PaperPreview, paperPreviewRequestSchema } from '@galley/shared/wire/paper-preview.ts';
import { inOrganisation } from '../db/organisation.ts';
import { readEntity } from '../sync/read-entity.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { parseBody } from './parse.ts';

/** `/office/paper-preview`: a paper of the branch as its printers would print it, by the printers' own renderer [P13]. */
export function officePaper(api: Api): Router {
  const router = Router();
  router.post('/office/paper-preview', async (request: Request, response: Response) => {
    const { branchId, organisationId } = await officeSession(api.db, request, 'manager');
    const { settings, ...wanted } = parseBody(paperPreviewRequestSchema, request.body);
    const branch = await inOrganisation(api.db.pool, organisationId, (tx) =>
      readEntity(tx, branchId, 'branch', branchId),
    );
    // With its fonts and the shaping of scripts, which a server needs for nothing else: loaded when somebody looks.
    const { previewPaper } = await import('@galley/printer/virtual/preview-paper.ts');
    const unsaid = { language: undefined, logo: undefined, receiptLink: undefined };
    const paper = previewPaper({ ...branch, ...unsaid, ...settings }, wanted, instant(Date.now()));
    const answer: PaperPreview = paper.ok
      ? { png: paper.value.toString('base64') }
      : { refusal: paper.message };
    response.json(answer);
  });
  return router;
}
