import type { Request, Response } from 'express';
import { saleIdSchema } from '@galley/shared/values/ids.ts';
import { receiptNumberSchema } from '@galley/shared/wire/receipt-search.ts';
import { salesQuestions } from '@galley/shared/wire/sales-office.ts';
import { scopes } from '@galley/shared/wire/scope.ts';
import { z } from 'zod';
import type { Reader } from '../sync/feed-rows.ts';
import { readReceipt } from '../sync/read-receipt.ts';
import type { Api } from './app.ts';
import { askOrRefuse } from './online.ts';
import { parseQuery } from './parse.ts';
import { feedReader } from './reader.ts';

export const receiptQuery = { number: receiptNumberSchema.optional(), id: saleIdSchema.optional() } as const;

const querySchema = z
  .object(receiptQuery)
  .refine(({ number, id }) => (number === undefined) !== (id === undefined), 'give a number or an id');

/** `GET /sync/receipt?number=` or `?id=`: a sale that the reader does not hold any more, with its refunds. */
export function receipt(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const reader = await feedReader(api, request);
    const wanted = parseQuery(querySchema, request.query);
    response.type('application/json').send(`{"changes":[${(await find(reader, wanted)).join(',')}]}`);
  };

  async function find(reader: Reader, wanted: z.infer<typeof querySchema>): Promise<string[]> {
    if (!scopes[reader.role].includes('sale')) return [];
    const { branchId } = reader;
    const located = await askOrRefuse(api, salesQuestions.locate, { branchId, ...wanted });
    return located === null ? [] : readReceipt(api.db.pool, reader, located);
  }
}
