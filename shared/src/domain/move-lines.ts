import type { LineId } from '../values/ids.ts';
import { linesHere, mergeOrders, soldWith, type Order, type OrderLine, withStatus } from './order.ts';

/** Both orders afterwards, and the lines that the branch knows, as they stand now. */
export type Moved = { readonly from: Order; readonly to: Order; readonly lines: readonly OrderLine[] };

/**
 * Moves lines from one order to another, those of a combo together. One that only this till knows simply changes places; of one that the branch
 * knows the first order keeps a trace, so that whoever adds, takes back or moves while apart loses nothing [S15].
 */
export function moveLines(from: Order, to: Order, lineIds: ReadonlySet<LineId>): Moved {
  const together = new Set([...lineIds].flatMap((id) => soldWith(from, id).map((line) => line.id)));
  const chosen = linesHere(from).filter((line) => together.has(line.id));
  const drafts = chosen.filter((line) => line.kitchen.state === 'unsent');
  const lines = chosen.flatMap((line): OrderLine[] => {
    if (line.kitchen.state === 'unsent') return [];
    return [{ ...line, home: { orderId: to.id, moves: (line.home?.moves ?? 0) + 1 } }];
  });
  const moved = new Map(lines.map((line) => [line.id, line]));
  const left = from.lines.filter((line) => !drafts.includes(line));
  return {
    from: withStatus({ ...from, lines: left.map((line) => moved.get(line.id) ?? line) }),
    to: mergeOrders(to, { ...to, lines: [...lines, ...drafts] }),
    lines,
  };
}
