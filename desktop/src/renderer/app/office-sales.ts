import type { SaleId } from '@galley/shared/values/ids.ts';
import type { Result } from '@galley/shared/values/result.ts';
import {
  type SalesPage,
  salesPageSchema,
  type SoldReceipt,
  soldReceiptSchema,
} from '@galley/shared/wire/sales-office.ts';
import { askOffice } from './ask-office.ts';

/** What is looked for, by the names of the query; what is not there is not asked. */
export type SalesWanted = Readonly<
  Partial<Record<'number' | 'table' | 'amount' | 'staff' | 'day' | 'tender', string>>
>;

/** A page of the branch's sales, newest first. Throws what the server refuses, as queries want it. */
export async function readSales(wanted: SalesWanted, after: string | null): Promise<SalesPage> {
  const query = new URLSearchParams({ ...wanted, ...(after && { after }) });
  return valueOf(await askOffice('GET', `/office/sales?${query.toString()}`, salesPageSchema));
}

export async function readSoldReceipt(id: SaleId): Promise<SoldReceipt> {
  return valueOf(await askOffice('GET', `/office/sales/${id}`, soldReceiptSchema));
}

function valueOf<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}
