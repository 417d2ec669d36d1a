import {
  expiringSchema, itemNamesSchema, movementsPageSchema, stockFilterSchema, stockPageSchema, transfersSchema,
} from '@galley/shared/wire/stock-office.ts'; // prettier-ignore
import { branchIdSchema, productIdSchema } from '@galley/shared/values/ids.ts';
import { ingredientSchema } from '@galley/shared/wire/stock-requests.ts';
import { z } from 'zod';
import { question } from '../messaging/ask.ts';

const branch = { branchId: branchIdSchema };
const search = z.string().max(100);

/** What the office asks of the stock; who asks has proved that the branch is theirs. */
export const stockQuestions = {
  levels: question('inventory.levels', {
    question: z.object({
      ...branch,
      filter: stockFilterSchema,
      search,
      after: z.string().nullable(),
      limit: z.int().min(1).max(500),
    }),
    answer: stockPageSchema,
  }),
  movements: question('inventory.movements', {
    question: z.object({ ...branch, productId: productIdSchema, after: z.string().nullable() }),
    answer: movementsPageSchema,
  }),
  expiring: question('inventory.expiring', { question: z.object(branch), answer: expiringSchema }),
  transfers: question('inventory.transfers', { question: z.object(branch), answer: transfersSchema }),
  items: question('inventory.items', {
    question: z.object({ ...branch, search, ids: z.array(productIdSchema).max(200).nullable() }),
    answer: itemNamesSchema,
  }),
  /** What a branch cooks with, as it has it now. */
  ingredients: question('inventory.ingredients', {
    question: z.object(branch),
    answer: z.object({ items: z.array(ingredientSchema) }),
  }),
};
