import type { Request, Response } from 'express';
import { cursorTextSchema } from '@galley/shared/wire/changes.ts';
import { z } from 'zod';
import { inOrganisation } from '../db/organisation.ts';
import { readHistory } from '../sync/history.ts';
import type { Api } from './app.ts';
import { parseQuery } from './parse.ts';
import { feedReader } from './reader.ts';

export const historyQuery = {
  cursor: cursorTextSchema,
  below: z.coerce.number().int().min(0),
  all: z.stringbool().optional(),
} as const;

/** `GET /sync/history?cursor=&below=`: the next older page of what a snapshot leaves out [S21]. */
export function history(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const reader = await feedReader(api, request);
    const { cursor, below, all = false } = parseQuery(z.object(historyQuery), request.query);
    const page = await inOrganisation(api.db.pool, reader.organisationId, (tx) =>
      readHistory(tx, api.epoch, reader, cursor, { below, all }),
    );
    response.type('application/json').send(page);
  };
}
