import type { Order } from '@galley/shared/domain/order.ts';
import { cutByQuantity, type LeftLine } from '@galley/shared/domain/part.ts';
import { dueOf } from '@galley/shared/domain/totals.ts';
import { noMoney, sum } from '@galley/shared/values/money.ts';
import { type Quantity, quantity, thousand } from '@galley/shared/values/quantity.ts';
import type { Split } from '../../db/rows.ts';
import { formatMoney, formatPlain } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import { countWords } from './count-words.ts';

type ByItems = Extract<Split, { way: 'items' }>;

/** What the guest who pays now had: a tap takes one more of an item, and after the last one none again. */
export function SplitItems({
  order,
  left,
  split,
  onSplit,
}: {
  readonly order: Order;
  readonly left: readonly LeftLine[];
  readonly split: ByItems;
  readonly onSplit: (split: ByItems) => void;
}) {
  const { branch } = useSession();
  const chosen = (lineId: LeftLine['lineId']) =>
    split.lines.find((line) => line.lineId === lineId)?.quantity ?? quantity(0);
  const total = sum(left.map((line) => dueFor(line, chosen(line.lineId))));

  function tap({ lineId, left: of }: LeftLine): void {
    const before = chosen(lineId);
    const next = before === of.quantity ? 0 : Math.min(before + thousand, of.quantity);
    const others = split.lines.filter((line) => line.lineId !== lineId);
    onSplit({ ...split, lines: next === 0 ? others : [...others, { lineId, quantity: quantity(next) }] });
  }

  return (
    <div className="split-items">
      <ul>
        {left.map((line) => {
          const taken = chosen(line.lineId);
          const ordered = order.lines.find(({ id }) => id === line.lineId);
          return (
            <li key={line.lineId}>
              <button type="button" aria-pressed={taken > 0} onClick={() => tap(line)}>
                <span className="count">
                  {t('takenOf', {
                    taken: numeral(countWords(taken, ordered)),
                    left: numeral(countWords(line.left.quantity, ordered)),
                  })}
                </span>
                <span>
                  {ordered?.name} {ordered?.combo && <small>{ordered.combo.name}</small>}
                </span>
                <span className="amount">{formatPlain(dueFor(line, taken), branch.currency)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="sum" role="status">
        <span>{t('splitThisPart')}</span>
        <strong>{formatMoney(total, branch.currency)}</strong>
      </p>
    </div>
  );
}

function dueFor({ left }: LeftLine, wanted: Quantity) {
  return wanted === 0 ? noMoney : dueOf(cutByQuantity(left, wanted));
}
