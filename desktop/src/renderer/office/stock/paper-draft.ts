import { uuidv7 } from '@galley/shared/values/ids.ts';
import { branchIdSchema } from '@galley/shared/values/ids.ts';
import { type Currency, parseMoney } from '@galley/shared/values/money.ts';
import { formatQuantity, parseQuantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { type Instant } from '@galley/shared/values/time.ts';
import {
  type Expiring,
  type ItemName,
  type OfficeStockRequest,
  officeStockRequestSchema,
} from '@galley/shared/wire/stock-office.ts';
import { t } from '../../ui/messages/t.ts';

/** What the office writes about stock, while somebody writes it: amounts are text. */
export type PaperKind = 'receiveGoods' | 'recordWaste' | 'countStock' | 'adjustStock' | 'sendTransfer';
export type LineDraft = {
  readonly key: string;
  readonly item: ItemName | null;
  readonly quantity: string;
  readonly cost: string;
  readonly expiresOn: string;
  /** What is thrown away is out of this lot. */
  readonly lotId?: string;
};
export type PaperDraft = {
  /** Its idempotency key: said again, it counts once. */
  readonly id: string;
  readonly note: string;
  readonly supplier: string;
  readonly to: string;
  readonly lines: readonly LineDraft[];
};

export function newLine(item: ItemName | null = null): LineDraft {
  return { key: uuidv7(), item, quantity: '', cost: '', expiresOn: '' };
}

export function newPaper(item: ItemName | null = null): PaperDraft {
  return { id: uuidv7(), note: '', supplier: '', to: '', lines: [newLine(item)] };
}

/** A lot that is over its day, or will not be used before it. */
export function lotToThrowAway(lot: Expiring['lots'][number], note: string): PaperDraft {
  const line = { ...newLine(lot), quantity: formatQuantity(lot.remaining), lotId: lot.lotId };
  return { ...newPaper(), note, lines: [line] };
}

/** The request as it is sent, or what is not right yet, in words. Lines that nobody has filled in are left out. */
export function requestFrom(
  kind: PaperKind,
  draft: PaperDraft,
  at: Instant,
  currency: Currency,
): Result<OfficeStockRequest> {
  const filled = draft.lines.filter((line) => line.item !== null || line.quantity.trim() !== '');
  const lines: unknown[] = [];
  for (const { item, quantity: text, cost, expiresOn, lotId } of filled) {
    const quantity = parseQuantity(text);
    const least = kind === 'countStock' ? 0 : kind === 'adjustStock' ? Number.NEGATIVE_INFINITY : 1;
    if (!item || quantity === null || quantity < least || (kind === 'adjustStock' && quantity === 0))
      return refuse('badLine', t('stockBadLine', { name: item?.name ?? text }));
    const productId = item.id;
    if (kind === 'countStock') lines.push({ productId, counted: quantity });
    else if (kind === 'receiveGoods') {
      const paid = cost.trim() === '' ? ok(null) : parseMoney(cost, currency);
      if (!paid.ok) return paid;
      lines.push({ productId, quantity, cost: paid.value, expiresOn: expiresOn || null });
    } else lines.push({ productId, quantity, ...(kind === 'recordWaste' && lotId && { lotId }) });
  }
  if (lines.length === 0) return refuse('nothing', t('stockIncomplete'));
  const { id, note, supplier } = draft;
  const data = {
    id,
    at,
    note: note.trim(),
    lines,
    ...(kind === 'receiveGoods' && { supplier: supplier.trim() }),
    ...(kind === 'sendTransfer' && { to: branchIdSchema.safeParse(draft.to).data }),
  };
  const request = officeStockRequestSchema.safeParse({ type: kind, data });
  return request.success ? ok(request.data) : refuse('incomplete', t('stockIncomplete'));
}
