import type { OnlineStatus } from '@galley/shared/domain/online-saga.ts';
import type { Result } from '@galley/shared/values/result.ts';
import {
  onlineOrdersPageSchema, type OnlineOrdersPage, type OrderingKey, orderingKeySchema, orderingKeysSchema,
} from '@galley/shared/wire/online.ts'; // prettier-ignore
import { z } from 'zod';
import { askOffice } from './ask-office.ts';

/** A page of the branch's online orders, newest first. Throws what the server refuses, as queries want it. */
export async function readOnlineOrders(
  status: OnlineStatus | null,
  after: string | null,
): Promise<OnlineOrdersPage> {
  const query = new URLSearchParams({ ...(status && { status }), ...(after && { after }) });
  return valueOf(await askOffice('GET', `/office/online-orders?${query.toString()}`, onlineOrdersPageSchema));
}

export async function readOrderingKeys(): Promise<readonly OrderingKey[]> {
  return valueOf(await askOffice('GET', '/office/ordering-keys', orderingKeysSchema)).keys;
}

export function createOrderingKey(name: string): Promise<Result<OrderingKey>> {
  return askOffice('POST', '/office/ordering-keys', orderingKeySchema, { name });
}

export function revokeOrderingKey(id: string): Promise<Result<null>> {
  return askOffice('POST', `/office/ordering-keys/${id}/revoke`, z.null());
}

function valueOf<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}
