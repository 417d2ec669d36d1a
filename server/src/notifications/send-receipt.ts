import type { PoolClient } from 'pg';
import { hashOf } from '@galley/shared/domain/sale.ts';
import { uuidFrom } from '@galley/shared/values/ids.ts';
import type { CommandOf } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import { queueMail } from './queue-mail.ts';
import { receiptLink } from './receipt-link.ts';
import { receiptLetter } from './templates/receipt.ts';

/** A guest wants a receipt by mail. One that is not what its hash says is not sent: its link would call it a forgery. */
export async function sendReceipt(
  tx: PoolClient,
  { id, branchId, data, flags }: CommandOf<'sendReceipt'>,
  address: string | undefined,
): Promise<Answer> {
  const { sale, email, paper } = data;
  if (hashOf(sale) !== sale.hash) {
    const flag = { code: 'receiptChainBroken', detail: { receiptNumber: sale.receiptNumber } } as const;
    return { event: 'noted', data: { kind: 'receipt not mailed' }, flags: [...flags, flag] };
  }
  const letter = receiptLetter(sale, paper, receiptLink(branchId, sale, paper.receiptLink, address));
  await queueMail(tx, {
    ...letter,
    id: uuidFrom(`mail of ${id}`),
    branchId,
    kind: 'receipt',
    recipient: email,
  });
  return { event: 'mailQueued', data: { kind: 'receipt' }, flags };
}
