import { type Request, type Response, Router } from 'express';
import { instant } from '@galley/shared/values/time.ts';
import {
  type ImportReport, menuCopySchema, type MenuCopyReport, menuEntitySchema, type MenuSaved, menuImportSchema, menuSaveSchema, type MenuVersion,
  photoUploadSchema,
} from '@galley/shared/wire/menu.ts'; // prettier-ignore
import { z } from 'zod';
import { inOrganisation } from '../db/organisation.ts';
import { stockQuestions } from '../inventory/questions.ts';
import { copyMenuIn } from '../menu/copy-menu.ts';
import { exportMenu } from '../menu/export-menu.ts';
import { importMenuIn } from '../menu/import-menu.ts';
import { keepPhoto, readPhoto } from '../menu/photos.ts';
import { saveMenuPart } from '../menu/save-part.ts';
import { readEntity } from '../sync/read-entity.ts';
import type { Api } from './app.ts';
import { hintBranch } from './hint-branch.ts';
import { officeSession } from './office-auth.ts';
import { askOrRefuse } from './online.ts';
import { parseBody, parseQuery } from './parse.ts';
import { HttpRefusal } from './problem.ts';

export const versionsQuery = { entity: menuEntitySchema, id: z.uuid() };
export const photoHashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const mostVersions = 50;

/** `/office/menu`: what the menu editor writes; it reads the feed as everybody. `/menu/photos`: what tiles show. */
export function officeMenu(api: Api): Router {
  const router = Router();

  router.post('/office/menu/save', async (request: Request, response: Response) => {
    const { branchId, organisationId, name } = await officeSession(api.db, request, 'manager');
    const save = parseBody(menuSaveSchema, request.body);
    const saved: MenuSaved = await inOrganisation(api.db.pool, organisationId, (tx) =>
      saveMenuPart(tx, branchId, name, save),
    );
    if (saved.kind === 'saved') await hintBranch(api, branchId);
    response.json(saved);
  });

  router.get('/office/menu/versions', async (request: Request, response: Response) => {
    const { branchId, organisationId } = await officeSession(api.db, request, 'accountant');
    const { entity, id } = parseQuery(z.object(versionsQuery), request.query);
    const versions = await inOrganisation(api.db.pool, organisationId, async (tx) => {
      const { rows } = await tx.query<{ revision: number; by: string; at: Date; data: string | null }>(
        `select revision, by, at, data from menu_edit
          where branch_id = $1 and entity = $2 and id = $3 order by revision desc limit $4`,
        [branchId, entity, id, mostVersions],
      );
      return rows.map(({ revision, by, at, data }): MenuVersion => {
        return {
          revision,
          by,
          at: instant(at.getTime()),
          data: data === null ? null : (JSON.parse(data) as unknown),
        };
      });
    });
    response.json({ versions });
  });

  router.get('/office/menu/export', async (request: Request, response: Response) => {
    const { branchId, organisationId } = await officeSession(api.db, request, 'accountant');
    const csv = await inOrganisation(api.db.pool, organisationId, async (tx) =>
      exportMenu(tx, await readEntity(tx, branchId, 'branch', branchId)),
    );
    response.json({ csv });
  });

  router.post('/office/menu/import', async (request: Request, response: Response) => {
    const { branchId, organisationId, name } = await officeSession(api.db, request, 'manager');
    const { csv, write } = parseBody(menuImportSchema, request.body);
    const report: ImportReport = await inOrganisation(api.db.pool, organisationId, async (tx) =>
      importMenuIn(tx, await readEntity(tx, branchId, 'branch', branchId), csv, { by: name, write }),
    );
    if (write) await hintBranch(api, branchId);
    response.json(report);
  });

  router.post('/office/menu/copy', async (request: Request, response: Response) => {
    const { branchId, branches, organisationId, name } = await officeSession(api.db, request, 'manager');
    const { from, ...copy } = parseBody(menuCopySchema, request.body);
    if (from === branchId || !branches.includes(from))
      throw new HttpRefusal('badRequest', 'A menu is copied from another branch of yours.');
    const [theirs, ours] = await Promise.all(
      [from, branchId].map((id) => askOrRefuse(api, stockQuestions.ingredients, { branchId: id })),
    );
    const kitchens = { theirs: theirs?.items ?? [], ours: ours?.items ?? [] };
    const report: MenuCopyReport = await inOrganisation(api.db.pool, organisationId, async (tx) => {
      const source = await readEntity(tx, from, 'branch', from);
      const to = await readEntity(tx, branchId, 'branch', branchId);
      if (source.currency !== to.currency)
        throw new HttpRefusal('badRequest', 'That branch has another currency.');
      return copyMenuIn(tx, { from: source, to, by: name, kitchens }, copy);
    });
    if (copy.write) await hintBranch(api, branchId);
    response.json(report);
  });

  router.post('/office/menu/photo', async (request: Request, response: Response) => {
    const { organisationId } = await officeSession(api.db, request, 'manager');
    const { image } = parseBody(photoUploadSchema, request.body);
    const photo = await inOrganisation(api.db.pool, organisationId, (tx) =>
      keepPhoto(tx, organisationId, Buffer.from(image, 'base64')),
    );
    if (photo === null)
      throw new HttpRefusal('badRequest', 'This is no JPEG or WebP picture of at most 200 kB.');
    response.json({ photo });
  });

  router.get('/menu/photos/:hash', async (request: Request, response: Response) => {
    const photo = await readPhoto(api.db.pool, parseQuery(photoHashSchema, request.params['hash']));
    if (!photo) throw new HttpRefusal('notFound', 'There is no such photo.');
    // Also for the installed app, which has an origin of its own.
    response.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
      'Content-Type': photo.type,
    });
    response.end(photo.bytes);
  });

  return router;
}
