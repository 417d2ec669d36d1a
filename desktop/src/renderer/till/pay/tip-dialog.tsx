import type { Order } from '@galley/shared/domain/order.ts';
import type { Tip } from '@galley/shared/domain/tip.ts';
import { type Money, noMoney, roundToStep, share } from '@galley/shared/values/money.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { AmountEntry } from '../../ui/amount-entry.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { OneOf } from '../../ui/one-of.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import { typedAmount } from '../../ui/typed-amount.ts';
import './tip-dialog.css';

const usualPercents = [5, 10, 15];

/** A tip and whom it is for; it comes with the next tender that is taken [M8]. */
export function TipDialog({
  openedBy,
  total,
  tip,
  onTip,
  onClose,
}: {
  /** Whose table it was: the tip is theirs unless somebody says otherwise. */
  readonly openedBy: Order['openedBy'];
  readonly total: Money;
  readonly tip: Tip | null;
  readonly onTip: (tip: Tip | null) => void;
  readonly onClose: () => void;
}) {
  const { till, branch, staff } = useSession();
  const { currency } = branch;
  const people =
    useLiveQuery(() => till.db.staff.filter((person) => person.active).sortBy('name'), [till]) ?? [];
  const [typed, setTyped] = useState('');
  const [forId, setForId] = useState(tip?.staffId ?? openedBy);
  const person = people.find(({ id }) => id === forId) ?? staff;
  const amount = typedAmount(typed, currency);
  const usual = usualPercents.map((rate) => roundToStep(share(total, rate, 100), branch.cashStep));

  function give(given: Money): void {
    if (given > 0) onTip({ amount: given, staffId: person.id, staffName: person.name });
  }

  return (
    <Dialog
      wide
      title={t('tip')}
      onClose={onClose}
      footer={
        <>
          {tip && (
            <Button size="large" onClick={() => onTip(null)}>
              {t('noTip')}
            </Button>
          )}
          <Button tone="money" size="large" disabled={amount === null} onClick={() => amount && give(amount)}>
            {amount ? t('tipOf', { amount: formatMoney(amount, currency) }) : t('tipHowMuch')}
          </Button>
        </>
      }
    >
      <div className="tip-dialog">
        <AmountEntry
          label={t('tip')}
          typed={typed}
          currency={currency}
          hint={t('otherAmount')}
          onTyped={setTyped}
          onEnter={() => give(amount ?? noMoney)}
        />
        <div className="why">
          <div className="usual">
            {usual.map((each, index) =>
              each > 0 ? (
                <Button key={usualPercents[index]} size="large" onClick={() => give(each)}>
                  <span>{formatMoney(each, currency)}</span>
                  <small>{numeral(String(usualPercents[index]))} %</small>
                </Button>
              ) : null,
            )}
          </div>
          <OneOf
            legend={t('tipFor')}
            value={person.id}
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setForId}
          />
          <p>{t('tipExplained')}</p>
        </div>
      </div>
    </Dialog>
  );
}
