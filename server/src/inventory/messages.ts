import type { BranchId, ProductId } from '@galley/shared/values/ids.ts';
import { type AnyCommandOf, type Flag, parseCommand } from '@galley/shared/wire/commands.ts';
import { type Event, eventSchema } from '@galley/shared/wire/events.ts';
import { type StockRequest, stockRequestSchema } from '@galley/shared/wire/stock-requests.ts';
import type { Count } from './counts.ts';
import { namedBy, type ProductKey } from './recipes.ts';

export type SaleCompleted = Extract<Event, { type: 'saleCompleted' }>;
export type SaleRefunded = Extract<Event, { type: 'saleRefunded' }>;
/** What a till recorded and what an office or a service asked for: the same intention has the same data. */
type Till = AnyCommandOf<'inventory'>;
export type Message = SaleCompleted | SaleRefunded | StockRequest | Till;
export type MessageOf<T extends Message['type']> = Extract<Message, { type: T }>;

/** Reads what sales told, what a till recorded or what an office asked for. */
export function parseMessage(payload: string): Message {
  const read: unknown = JSON.parse(payload);
  if (typeof read === 'object' && read !== null && 'mutation' in read)
    return parseCommand('inventory', payload);
  if (typeof read === 'object' && read !== null && !('worker' in read)) return stockRequestSchema.parse(read);
  const event = eventSchema.parse(read);
  if (event.type !== 'saleCompleted' && event.type !== 'saleRefunded')
    throw new Error(`the inventory worker does not know the event ${event.type}`);
  return event;
}

/** What was odd at the door, of what a till recorded. */
export function flagsOf(message: Message): readonly Flag[] {
  return 'flags' in message && 'turn' in message ? message.flags : [];
}

/** Everything of the books that a batch may touch. */
export type BatchNeeds = {
  /** Products that are sold, wasted or brought back: their recipes say what moves. */
  readonly dishes: readonly ProductKey[];
  /** Products that move themselves. */
  readonly products: readonly ProductKey[];
  /** Of these, those that begin to be kept in stock. */
  readonly begun: readonly ProductKey[];
  readonly sources: readonly string[];
  readonly counting: readonly Count[];
  /** The earliest moment at which something moved. */
  readonly earliest: string;
  readonly receiving: readonly { readonly branchId: BranchId; readonly transferId: string }[];
  readonly reservations: readonly string[];
  /** Products of which it must be known how much is reserved. */
  readonly reserving: boolean;
};

export function needsOf(messages: readonly Message[]): BatchNeeds {
  const needs = {
    dishes: [] as ProductKey[],
    products: [] as ProductKey[],
    begun: [] as ProductKey[],
    sources: [] as string[],
    counting: [] as Count[],
    receiving: [] as { branchId: BranchId; transferId: string }[],
    reservations: [] as string[],
  };
  let earliest = new Date().toISOString();
  let reserving = false;
  const movedAt = (at: string) => (earliest = at < earliest ? at : earliest);
  for (const message of messages) {
    const { branchId } = message;
    const keys = (lines: readonly { readonly productId: ProductId }[]) =>
      lines.map(({ productId }) => ({ branchId, productId }));
    switch (message.type) {
      case 'saleCompleted': {
        const { sale } = message.data;
        needs.dishes.push(...keys(sale.lines));
        needs.sources.push(sale.id);
        needs.reservations.push(sale.orderId);
        for (const line of sale.lines) movedAt(line.addedAt);
        break;
      }
      case 'saleRefunded':
        needs.dishes.push(...keys(message.data.refund.lines));
        needs.sources.push(message.data.refund.id);
        movedAt(message.data.refund.refundedAt);
        break;
      case 'recordWaste':
        needs.dishes.push(...keys(message.data.lines));
        needs.sources.push(message.data.id);
        movedAt(message.data.at);
        break;
      case 'receiveGoods':
      case 'adjustStock':
      case 'sendTransfer':
        needs.begun.push(...keys(message.data.lines));
        needs.sources.push(message.data.id);
        movedAt(message.data.at);
        break;
      case 'countStock': {
        const { id: sourceId, at, lines } = message.data;
        needs.begun.push(...keys(lines));
        needs.sources.push(sourceId);
        for (const { productId, at: lookedAt = at } of lines) {
          needs.counting.push({ branchId, productId, at: lookedAt, sourceId });
          movedAt(lookedAt);
        }
        break;
      }
      case 'receiveTransfer':
        needs.receiving.push({ branchId, transferId: message.data.transferId });
        needs.sources.push(message.data.id);
        movedAt(message.data.at);
        break;
      case 'setItems':
        for (const { id: productId, stocked, recipe } of message.data.items) {
          needs.dishes.push({ branchId, productId });
          if (stocked) needs.begun.push({ branchId, productId });
          if (recipe) needs.dishes.push(...namedBy(recipe).map((each) => ({ branchId, productId: each })));
        }
        break;
      case 'reserveStock':
        reserving = true;
        needs.dishes.push(...keys(message.data.lines));
        needs.reservations.push(message.data.reservationId);
        break;
      case 'releaseStock':
        needs.reservations.push(message.data.reservationId);
        break;
    }
  }
  return { ...needs, earliest, reserving };
}
