import type { Order } from '@galley/shared/domain/order.ts';
import type { Money } from '@galley/shared/values/money.ts';
import { useState } from 'react';
import { evenShares, splitByGuests } from '../../actions/split.ts';
import type { Split } from '../../db/rows.ts';
import { AmountEntry } from '../../ui/amount-entry.tsx';
import type { NumberTyped } from '../../ui/number-entry.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { useSession } from '../till-context.ts';
import { typedAmount } from '../../ui/typed-amount.ts';
import type { Payment } from './queries.ts';
import './split-dialog.css';
import { SplitGuests } from './split-guests.tsx';
import { SplitItems } from './split-items.tsx';

const mostParts = 20;

/** How the bill is split. Only what the next guest takes is decided here; the rest stays open to any way. */
export function SplitDialog({
  order,
  payment,
  onSplit,
  onClose,
}: {
  readonly order: Order;
  readonly payment: Payment;
  readonly onSplit: (split: Split | null) => void;
  readonly onClose: () => void;
}) {
  const { branch } = useSession();
  const [way, setWay] = useState<Split['way']>(payment.draft.split?.way ?? 'equal');
  const [chosen, setSplit] = useState<Split | null>(payment.draft.split ?? equalSplit(order));
  const [typed, setTyped] = useState('');
  const amount = typedAmount(typed, branch.currency);
  const tooMuch = amount !== null && amount > payment.leftTotal;
  const split = way === 'amount' ? (amount === null || tooMuch ? null : { way, amount }) : chosen;
  const hasSeats = order.lines.some(({ seat }) => seat !== undefined);
  const ready = split !== null && (split.way !== 'items' || split.lines.length > 0);

  function choose(next: Split['way']): void {
    setWay(next);
    setSplit(firstOf(next, order));
  }

  return (
    <Dialog
      wide
      title={t('splitTitle', { amount: formatMoney(payment.leftTotal, branch.currency) })}
      onClose={onClose}
      footer={
        <Button tone="money" size="large" disabled={!ready} onClick={() => onSplit(split)}>
          {t('splitGo')}
        </Button>
      }
    >
      <div className="split-dialog">
        <Segmented
          label={t('split')}
          value={way}
          options={[
            { value: 'equal', label: t('splitEqual') },
            { value: 'items', label: t('splitItems') },
            { value: 'guests', label: t(hasSeats ? 'splitSeats' : 'splitGuests') },
            { value: 'amount', label: t('splitAmount') },
          ]}
          onChange={choose}
        />
        {split?.way === 'equal' && (
          <EqualParts
            parts={split.parts}
            total={payment.leftTotal}
            onParts={(parts) => setSplit({ way: 'equal', parts })}
          />
        )}
        {split?.way === 'items' && (
          <SplitItems order={order} left={payment.left} split={split} onSplit={setSplit} />
        )}
        {split?.way === 'guests' && (
          <SplitGuests order={order} left={payment.left} split={split} onSplit={setSplit} />
        )}
        {way === 'amount' && (
          <PartAmount
            typed={typed}
            tooMuch={tooMuch}
            onTyped={setTyped}
            onEnter={() => ready && onSplit(split)}
          />
        )}
      </div>
    </Dialog>
  );
}

function firstOf(way: Split['way'], order: Order): Split | null {
  if (way === 'equal') return equalSplit(order);
  if (way === 'items') return { way, lines: [] };
  if (way === 'amount') return null;
  return splitByGuests(order);
}

function equalSplit(order: Order): Split {
  return { way: 'equal', parts: Math.min(Math.max(order.guests, 2), mostParts) };
}

function EqualParts({
  parts,
  total,
  onParts,
}: {
  readonly parts: number;
  readonly total: Money;
  readonly onParts: (parts: number) => void;
}) {
  const { branch } = useSession();
  const shares = evenShares(total, parts, branch.cashStep);
  const amounts = [...new Set(shares)].map((each) => ({
    each,
    count: shares.filter((other) => other === each).length,
  }));
  return (
    <div className="equal">
      <Stepper label={t('splitParts')} value={parts} min={2} max={mostParts} onChange={onParts} />
      <ul>
        {amounts.map(({ each, count }) => (
          <li key={each}>
            <span>{numeral(String(count))} ×</span>
            <strong>{formatMoney(each, branch.currency)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

function PartAmount({
  typed,
  tooMuch,
  onTyped,
  onEnter,
}: {
  readonly tooMuch: boolean;
} & Required<Pick<NumberTyped, 'typed' | 'onTyped' | 'onEnter'>>) {
  const { branch } = useSession();
  return (
    <div className="part-amount">
      {tooMuch && <p className="limit">{t('splitTooMuch')}</p>}
      <AmountEntry
        label={t('amount')}
        typed={typed}
        currency={branch.currency}
        hint={t('splitHowMuch')}
        onTyped={onTyped}
        onEnter={onEnter}
      />
    </div>
  );
}
