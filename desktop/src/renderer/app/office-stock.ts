import type { ProductId } from '@galley/shared/values/ids.ts';
import type { Result } from '@galley/shared/values/result.ts';
import {
  branchNamesSchema, type Expiring, expiringSchema, type ItemName, itemNamesSchema, type MovementsPage, movementsPageSchema,
  type OfficeStockRequest, type StockAnswer, stockAnswerSchema, stockFileSchema, type StockFilter, type StockPage,
  stockPageSchema, type Transfers, transfersSchema,
} from '@galley/shared/wire/stock-office.ts'; // prettier-ignore
import type { z } from 'zod';
import { askOffice } from './ask-office.ts';

// What is asked throws what the server refuses, as queries want it; what is said answers it.

export function readStock(filter: StockFilter, search: string, after: string | null): Promise<StockPage> {
  return read('/office/stock', stockPageSchema, { filter, search, ...(after !== null && { after }) });
}

export function readMovements(product: ProductId, after: string | null): Promise<MovementsPage> {
  const query = { product, ...(after !== null && { after }) };
  return read('/office/stock/movements', movementsPageSchema, query);
}

export function readExpiring(): Promise<Expiring> {
  return read('/office/stock/lots', expiringSchema);
}

export function readTransfers(): Promise<Transfers> {
  return read('/office/stock/transfers', transfersSchema);
}

export async function findItems(search: string): Promise<readonly ItemName[]> {
  return (await read('/office/stock/items', itemNamesSchema, { search })).items;
}

/** What these are called. */
export async function nameItems(ids: readonly string[]): Promise<readonly ItemName[]> {
  if (ids.length === 0) return [];
  return (await read('/office/stock/items', itemNamesSchema, { ids: ids.join(',') })).items;
}

export async function readBranches(): Promise<z.infer<typeof branchNamesSchema>['branches']> {
  return (await read('/office/stock/branches', branchNamesSchema)).branches;
}

export function exportStock(): Promise<Result<{ readonly csv: string }>> {
  return askOffice('GET', '/office/stock/export', stockFileSchema);
}

/** Once for each id, however often it is said. */
export function sayStock(request: OfficeStockRequest): Promise<Result<StockAnswer>> {
  return askOffice('POST', '/office/stock/request', stockAnswerSchema, request);
}

async function read<S extends z.ZodType>(
  path: string,
  schema: S,
  query: Readonly<Record<string, string>> = {},
): Promise<z.infer<S>> {
  const answer = await askOffice('GET', `${path}?${new URLSearchParams(query).toString()}`, schema);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}
