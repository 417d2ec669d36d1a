import type { Request, Response } from 'express';
import { cursorTextSchema } from '@galley/shared/wire/changes.ts';
import { z } from 'zod';
import { inOrganisation } from '../db/organisation.ts';
import { readSums } from '../sync/sums.ts';
import type { Api } from './app.ts';
import { parseQuery } from './parse.ts';
import { feedReader } from './reader.ts';

export const sumsQuery = { cursor: cursorTextSchema, floor: z.coerce.number().int().min(0) } as const;

/** `GET /sync/sums?cursor=&floor=`: what a reader must have, in a few bytes [S23]. */
export function sums(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const reader = await feedReader(api, request);
    const { cursor, floor } = parseQuery(z.object(sumsQuery), request.query);
    response.json(
      await inOrganisation(api.db.pool, reader.organisationId, (tx) =>
        readSums(tx, api.epoch, reader, cursor, floor),
      ),
    );
  };
}
