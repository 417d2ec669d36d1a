import { agreeOnLine } from './line-home.ts';
import { mergeOrders, type Order, withStatus } from './order.ts';

/**
 * What the branch's orders become by what a till tells of one of them [S15]: that order, merged, and every other one that
 * a line of it was moved from or to, so that all say the same of the line. `all` are the orders known so far, that one
 * included or not; the first of the answer is the one that was told.
 */
export function joinOrder(all: ReadonlyMap<Order['id'], Order>, news: Order): Order[] {
  // Merged also with itself, because that puts the lines in the one order that every till gives them.
  const changed = new Map([[news.id, mergeOrders(all.get(news.id) ?? news, news)]]);
  const latest = () => [...new Map([...all, ...changed]).values()];
  for (const { id } of news.lines) {
    const line = changed.get(news.id)?.lines.find((each) => each.id === id);
    if (!line?.home) continue; // it was never moved, so no other order has it
    for (const order of agreeOnLine(latest(), id)) changed.set(order.id, withStatus(order));
  }
  return [...changed.values()];
}
