import type { Request, Response } from 'express';
import { cursorTextSchema } from '@galley/shared/wire/changes.ts';
import { inOrganisation } from '../db/organisation.ts';
import { readChanges } from '../sync/changes.ts';
import type { Api } from './app.ts';
import { parseQuery } from './parse.ts';
import { feedReader } from './reader.ts';

/** `GET /sync/changes?cursor=`: the next page of the branch's feed, or word that a snapshot is needed [S20] [S21]. */
export function changes(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const reader = await feedReader(api, request);
    const cursor = parseQuery(cursorTextSchema, request.query.cursor);
    const page = await inOrganisation(api.db.pool, reader.organisationId, (tx) =>
      readChanges(tx, api.epoch, reader, cursor),
    );
    response.type('application/json').send(page);
  };
}
