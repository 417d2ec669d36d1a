import type { Refund } from '@galley/shared/domain/refund.ts';
import type { RefundWay } from '@galley/shared/domain/give-back.ts';
import { type Remainder, remainderOf, shareOut, type WantedLine } from '@galley/shared/domain/remainder.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { LineId } from '@galley/shared/values/ids.ts';
import { noMoney } from '@galley/shared/values/money.ts';
import { pieces, type Quantity, quantity, thousand } from '@galley/shared/values/quantity.ts';
import { useMemo, useState } from 'react';
import { typedAmount } from '../../ui/typed-amount.ts';

export type Mode = 'items' | 'amount';

/** What the person at the till has chosen to give back so far; it becomes facts only when it is given. */
export function useRefundChoice(sale: Sale, earlier: readonly Refund[], stocked: ReadonlySet<string>) {
  const remainder = useMemo(() => remainderOf(sale, earlier), [sale, earlier]);
  const [mode, setMode] = useState<Mode>('items');
  const [counts, setCounts] = useState<ReadonlyMap<LineId, Quantity>>(new Map());
  const [shelf, setShelf] = useState<ReadonlyMap<LineId, boolean>>(new Map());
  const [typed, setTyped] = useState('');
  const [way, setWay] = useState<RefundWay | 'exchange'>('asPaid');
  const [reason, setReason] = useState('');

  const toShelf = (line: Remainder['lines'][number]) =>
    shelf.get(line.lineId) ?? stocked.has(line.line.productId);
  const amount = typedAmount(typed, sale.currency);
  const lines: WantedLine[] =
    mode === 'amount'
      ? shareOut(remainder, amount ?? noMoney)
      : remainder.lines.flatMap((line) => {
          const count = counts.get(line.lineId) ?? noQuantity;
          if (count === 0) return [];
          return [{ lineId: line.lineId, quantity: count, amount: null, restock: toShelf(line) }];
        });

  return {
    remainder, mode, setMode, counts, typed, setTyped, way, setWay, reason, setReason, lines, toShelf,
    setCount: (lineId: LineId, count: Quantity) => setCounts(new Map(counts).set(lineId, count)),
    setShelf: (lineId: LineId, restock: boolean) => setShelf(new Map(shelf).set(lineId, restock)),
    chooseAll: () => {
      setMode('items');
      setCounts(new Map(remainder.lines.map((line) => [line.lineId, line.quantity])));
    },
  }; // prettier-ignore
}
export type RefundChoice = ReturnType<typeof useRefundChoice>;

const noQuantity = quantity(0);

/** One more or one less; what is weighed goes back as a whole. */
export function stepOf(left: Quantity): Quantity {
  return left % thousand === 0 ? pieces(1) : left;
}
