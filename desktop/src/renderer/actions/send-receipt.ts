import { type Email, parseEmail } from '@galley/shared/values/email.ts';
import type { SaleId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, refuse } from '@galley/shared/values/result.ts';
import { mailPaperOf } from '@galley/shared/wire/mail.ts';
import { refuseCardNumber } from './free-text.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/** A guest wants a receipt by mail: it leaves with the till's other records, now or when there is a network. */
export async function sendReceipt(
  till: Till,
  args: { readonly saleId: SaleId; readonly email: string; readonly staffId: StaffId },
): Promise<Result<Email>> {
  const email = parseEmail(args.email);
  if (!email.ok) return email;
  const secret = refuseCardNumber(email.value);
  if (secret) return secret;
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.sales, db.branches], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const branch = await db.branches.get(place.value.identity.branchId);
    const row = await db.sales.get(args.saleId);
    if (!branch || !row) return refuse('unknownSale', 'This receipt is not on this till.');
    const { revision: _revision, version: _version, ...sale } = row;
    await recordMutation(till, place.value, {
      name: 'sendReceipt',
      data: { sale, email: email.value, paper: mailPaperOf(branch) },
      staffId: args.staffId,
      amount: null,
    });
    return email;
  });
}
