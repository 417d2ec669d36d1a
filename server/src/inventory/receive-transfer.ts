import { quantity } from '@galley/shared/values/quantity.ts';
import { multiplyDivide } from '@galley/shared/values/rounding.ts';
import type { StockRefusal } from '@galley/shared/wire/stock-requests.ts';
import type { Answer } from '../messaging/answer.ts';
import { stockMoved } from './books.ts';
import type { MessageOf } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';
import { paperOf } from './paper-of.ts';

/** What has arrived of a transfer, once; what is missing stays missing on it. The sender may receive what came back. */
export function receiveTransfer(
  { stock, transfers }: InventoryBooks,
  message: MessageOf<'receiveTransfer'>,
): Answer {
  const { branchId, data } = message;
  const { id: sourceId, at, transferId, lines } = data;
  const travel = transfers.find(transferId);
  if (!travel || (travel.to !== branchId && travel.from !== branchId))
    return refused({ code: 'transferUnknown', transferId });
  if (travel.received) return refused({ code: 'transferReceived', transferId });
  const arrived = new Map(lines.map((line) => [line.place, Number(line.quantity)]));
  const stranger = travel.lines.find(({ here, place }) => here === null && (arrived.get(place) ?? 0) > 0);
  if (stranger) return refused({ code: 'itemUnknown', transferId, name: stranger.name });
  stock.begins(sourceId);
  stock.write(paperOf(message, travel.from));
  transfers.receive(data, travel, arrived);
  const moved = travel.lines.flatMap(({ here, place, quantity: sent, cost: sentCost, expiresOn }) => {
    const came = arrived.get(place) ?? 0;
    if (here === null || came === 0) return [];
    const goods = { by: quantity(came), cost: multiplyDivide(sentCost, came, sent), expiresOn };
    return stock.move({ branchId, productId: here, at, reason: 'TRANSFER_IN', sourceId, ...goods }) ?? [];
  });
  return { event: 'stockMoved', data: stockMoved(moved), flags: [] };
}

function refused(refusal: StockRefusal): Answer {
  return { event: 'stockRefused', data: { refusal }, flags: [] };
}
