import type { Request, Response } from 'express';
import { type ChangesPage, cursorTextSchema } from '@galley/shared/wire/changes.ts';
import { inOrganisation } from '../db/organisation.ts';
import { readChanges } from '../sync/changes.ts';
import type { Api } from './app.ts';
import { parseQuery } from './parse.ts';
import { feedReader } from './reader.ts';

/** `GET /sync/changes?cursor=`: the next page of the branch's feed [S20]. */
export function changes(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const { branchId, organisationId } = await feedReader(api.db, request);
    const cursor = parseQuery(cursorTextSchema, request.query.cursor);
    const reason =
      cursor.epoch !== api.epoch
        ? 'The server was restored from a backup; start from its snapshot and send what it may lack.'
        : cursor.stream !== branchId
          ? 'This till now belongs to another branch.'
          : null;
    if (reason !== null) {
      const answer: ChangesPage = { kind: 'mustResnapshot', reason };
      response.json(answer);
      return;
    }
    const page = await inOrganisation(api.db.pool, organisationId, (tx) => readChanges(tx, cursor));
    response.type('application/json').send(page);
  };
}
