import type { Request, Response } from 'express';
import { receiptNumberSchema } from '@galley/shared/wire/receipt-search.ts';
import { z } from 'zod';
import { findReceipt } from '../sync/find-receipt.ts';
import type { Api } from './app.ts';
import { parseQuery } from './parse.ts';
import { feedReader } from './reader.ts';

export const receiptQuery = { number: receiptNumberSchema.optional(), id: z.uuid().optional() } as const;

const querySchema = z
  .object(receiptQuery)
  .refine(({ number, id }) => (number === undefined) !== (id === undefined), 'give a number or an id');

/** `GET /sync/receipt?number=` or `?id=`: a sale that the reader does not hold any more, with its refunds. */
export function receipt(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const reader = await feedReader(api, request);
    const wanted = parseQuery(querySchema, request.query);
    const changes = await findReceipt(api.db.pool, reader, wanted);
    response.type('application/json').send(`{"changes":[${changes.join(',')}]}`);
  };
}
