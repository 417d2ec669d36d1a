import {
  countedCustomer,
  type Customer,
  type CustomerRecord,
  phoneKey,
} from '@galley/shared/domain/customer.ts';
import { type CustomerId, newId, type StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import type { GalleyDatabase } from '../db/database.ts';
import type { Stored } from '../db/rows.ts';
import { refuseCardIn } from './free-text.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/**
 * Remembers a guest who has said a number, in the caller's transaction (meta, outbox, customers): as new, or with what is
 * new of them. Their number is what they are known by; without one they are of this order only. Answers them as the order
 * shall name them.
 */
export async function saveCustomer(
  till: Till,
  args: { readonly customer: Customer; readonly staffId: StaffId },
): Promise<Result<Customer>> {
  const { db } = till;
  const { name, phone, address } = args.customer;
  const words = { name, phone, address };
  const secret = refuseCardIn(words);
  if (secret) return secret;
  if (phoneKey(phone) === null) return ok(words);
  const known = await findByPhone(db, phone);
  const said = { ...words, address: address || (known?.address ?? '') };
  const isNews =
    !known || known.name !== said.name || known.phone !== said.phone || known.address !== said.address;
  if (!isNews) return ok({ ...words, id: known.id });
  const place = await readPlace(till);
  if (!place.ok) return place;
  const customer: CustomerRecord = {
    ...said,
    id: known?.id ?? newId<CustomerId>(till.ids),
    createdAt: known?.createdAt ?? place.value.at,
    edits: (known?.edits ?? 0) + 1,
  };
  await db.customers.put({ ...customer, revision: known?.revision ?? 0, version: known?.version ?? 0 });
  const { staffId } = args;
  await recordMutation(till, place.value, {
    name: 'saveCustomer',
    data: { customer },
    staffId,
    amount: null,
  });
  return ok({ ...words, id: customer.id });
}

/** Who is known by this number, however it is written; null: nobody. */
export async function findByPhone(db: GalleyDatabase, phone: string): Promise<Stored<'customer'> | null> {
  const key = phoneKey(phone);
  if (key === null) return null;
  const found = await db.customers.filter((each) => phoneKey(each.phone) === key).toArray();
  const [first] = found;
  const counted = first && countedCustomer(new Map(found.map((each) => [each.id, each])), first);
  return found.find(({ id }) => id === counted?.id) ?? null;
}
