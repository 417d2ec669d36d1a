import type { Branch } from '@galley/shared/domain/branch.ts';
import { type Sale, saleSchema } from '@galley/shared/domain/sale.ts';
import { ticketSchema } from '@galley/shared/domain/ticket.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import { uuidFrom } from '@galley/shared/values/ids.ts';
import { ok, refuse, type Refusal, type Result } from '@galley/shared/values/result.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import type { PaperPreviewRequest } from '@galley/shared/wire/paper-preview.ts';
import type { PrintDocument } from '../document/document.ts';
import { kitchenTicketDocument } from '../document/kitchen-ticket.ts';
import { labelsFor } from '../document/labels.ts';
import { receiptDocument } from '../document/receipt.ts';
import { type EncodeRefusal, encodeDocument } from '../escpos/encode.ts';
import { profileById } from '../escpos/profiles.ts';
import { pngOf } from './png.ts';
import { createPrintHead } from './print-head.ts';
import { renderPaper } from './render-paper.ts';
import { tokenize } from './tokenizer.ts';

/**
 * What a printer of this kind would make of a paper of this branch, as a PNG: encoded for it, and decoded as the virtual
 * printer does [P13]. The sale on it is made up of the items given.
 */
export function previewPaper(
  branch: Branch,
  { paper, profile: id, items }: Pick<PaperPreviewRequest, 'paper' | 'profile' | 'items'>,
  at: Instant,
): Result<Buffer, EncodeRefusal | Refusal<'noProfile'>> {
  const profile = profileById(id);
  if (!profile) return refuse('noProfile', `There is no printer profile "${id}". Choose another.`);
  const sale = sampleSale(branch, items, at);
  const document = paper === 'receipt' ? receiptDocument(sale, { branch }) : sampleTicket(sale, branch);
  const encoded = encodeDocument(document, profile);
  if (!encoded.ok) return encoded;
  const head = createPrintHead(profile.dots, (n) => profile.codePages.find((page) => page.number === n));
  for (const token of tokenize(encoded.value.bytes)) head.take(token);
  return ok(pngOf(renderPaper(head.takePaper(), profile.dots)));
}

function sampleSale(branch: Branch, items: PaperPreviewRequest['items'], at: Instant): Sale {
  const total = items.reduce((sum, { price }) => sum + price, 0);
  return saleSchema.parse({
    id: uuidFrom('sample sale'),
    receiptNumber: 'T1-000042',
    tillId: uuidFrom('sample till'),
    shiftId: uuidFrom('sample shift'),
    businessDay: at.slice(0, 10),
    staffId: uuidFrom('sample person'),
    staffName: 'Rahim',
    orderId: uuidFrom('sample order'),
    orderNumber: 'T1-42',
    orderType: 'dineIn',
    table: '5',
    guests: 2,
    currency: branch.currency,
    cashStep: branch.cashStep,
    rules: 1,
    lines: items.map(({ name, price }, place) => ({
      id: uuidFrom(`sample line ${place}`),
      productId: uuidFrom(`sample product ${place}`),
      name,
      category: '',
      unitPrice: price,
      options: [],
      quantity: 1000,
      discount: null,
      taxes: [],
      note: '',
      stationId: null,
      kitchen: { state: 'unsent' },
      addedBy: uuidFrom('sample person'),
      addedAt: at,
      total: price,
      discountAmount: 0,
    })),
    subtotal: total,
    taxes: [],
    total,
    rounding: 0,
    tenders:
      total > 0 ? [{ id: uuidFrom('sample tender'), kind: 'cash', amount: total, reference: null }] : [],
    change: 0,
    paidAt: at,
    previousHash: noHash,
    hash: noHash,
  });
}

function sampleTicket(sale: Sale, { timeZone, language }: Branch): PrintDocument {
  const ticket = ticketSchema.parse({
    id: uuidFrom('sample ticket'),
    kind: 'fire',
    orderId: sale.orderId,
    orderNumber: sale.orderNumber,
    orderType: sale.orderType,
    table: sale.table,
    guests: sale.guests,
    by: sale.staffName,
    at: sale.paidAt,
    stationId: uuidFrom('sample station'),
    station: 'Kitchen',
    round: 1,
    part: 1,
    parts: 1,
    lines: sale.lines.map(({ id: lineId, name, quantity }) => {
      return { lineId, name, quantity, options: [], note: '' };
    }),
    reason: '',
  });
  return kitchenTicketDocument(ticket, { timeZone, labels: labelsFor(language) });
}
