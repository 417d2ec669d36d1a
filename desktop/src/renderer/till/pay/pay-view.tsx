import type { Order } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { orderTotals } from '@galley/shared/domain/totals.ts';
import { money } from '@galley/shared/values/money.ts';
import { useState } from 'react';
import { completeSale } from '../../actions/complete-sale.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { Keypad, type KeypadKey } from '../../ui/keypad.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useKey } from '../keys/use-key.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { amountDue, type Taken } from './amount-due.ts';
import { keypadKey, pressKey, typedAmount } from './amount-entry.ts';
import { CashKeys } from './cash-keys.tsx';
import './pay-view.css';
import { SlipForm } from './slip-form.tsx';
import { TakenTenders } from './taken-tenders.tsx';

/** Takes the money for an order: exact cash is one tap here, any mix of tenders a few. */
export function PayView({
  order,
  onPaid,
  onBack,
}: {
  readonly order: Order;
  readonly onPaid: (sale: Sale) => void;
  readonly onBack: () => void;
}) {
  const { till, staff, branch } = useSession();
  const { currency } = branch;
  const { attempt, refusal, busy } = useAttempt();
  const [kind, setKind] = useState<Taken['kind']>('cash');
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const [typed, setTyped] = useState('');
  const due = amountDue(orderTotals(order, branch).total, taken, branch.cashStep);
  const remaining = kind === 'cash' ? due.inCash : due.exact;
  const amount = typedAmount(typed, currency);

  function take(tender: Taken): void {
    if (busy) return;
    setTyped('');
    const all = [...taken, tender];
    const rest = amountDue(orderTotals(order, branch).total, all, branch.cashStep);
    if ((tender.kind === 'cash' ? rest.inCash : rest.exact) > 0) {
      setTaken(all);
      return;
    }
    attempt(completeSale(till, { orderId: order.id, tenders: all, staffId: staff.id }), onPaid);
  }

  function takeCash(cash = amount ?? remaining): void {
    if (cash > 0) take({ kind: 'cash', amount: cash, reference: null });
    // All of it was given away: nothing changes hands, and the order is closed all the same.
    else if (due.exact === 0 && taken.length === 0)
      attempt(completeSale(till, { orderId: order.id, tenders: [], staffId: staff.id }), onPaid);
  }

  useKey((key) => {
    const padKey = keypadKey(key);
    if (padKey) setTyped((text) => pressKey(text, padKey, currency));
    else if (key === 'Enter' && kind === 'cash') takeCash();
    else if (key === 'F9' && kind === 'cash') takeCash(due.inCash);
    else if (key === 'Escape' && typed !== '') setTyped('');
    else if (key === 'Escape') onBack();
    else return false;
    return true;
  });

  return (
    <section className="pay-view" aria-label={t('pay')}>
      <header>
        <Button tone="quiet" onClick={onBack}>
          <Icon name="back" />
          {t('backToOrder')}
        </Button>
        <Segmented
          label={t('tender')}
          value={kind}
          options={[
            { value: 'cash', label: <Tab icon="cash" text={t('cash')} /> },
            { value: 'card', label: <Tab icon="card" text={t('card')} /> },
            { value: 'wallet', label: <Tab icon="wallet" text={t('wallet')} /> },
          ]}
          onChange={setKind}
        />
      </header>
      <div className="due">
        <p>{taken.length > 0 ? t('stillToPay') : t('toPay')}</p>
        <strong data-testid="remaining">{formatMoney(remaining, currency)}</strong>
        {kind === 'cash' && due.inCash !== due.exact && (
          <p>{t('roundedFrom', { amount: formatMoney(due.exact, currency) })}</p>
        )}
        <TakenTenders
          taken={taken}
          currency={currency}
          onRemove={(gone) => setTaken(taken.filter((each) => each !== gone))}
        />
      </div>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <div className="ways">
        <div className="typing">
          <output className={typed === '' ? 'none' : ''} aria-label={t('amount')}>
            {typed === '' ? t('otherAmount') : numeral(typed)}
          </output>
          <Keypad
            left="."
            disabled={busy}
            onKey={(key: KeypadKey) => setTyped((text) => pressKey(text, key, currency))}
          />
        </div>
        {kind === 'cash' ? (
          <CashKeys due={due.inCash} typed={amount} currency={currency} busy={busy} onTake={takeCash} />
        ) : (
          <SlipForm
            key={kind}
            kind={kind}
            amount={money(Math.min(amount ?? due.exact, due.exact))}
            tooMuch={amount !== null && amount > due.exact}
            currency={currency}
            busy={busy}
            onTake={take}
          />
        )}
      </div>
    </section>
  );
}

function Tab({ icon, text }: { readonly icon: 'cash' | 'card' | 'wallet'; readonly text: string }) {
  return (
    <>
      <Icon name={icon} size={20} />
      {text}
    </>
  );
}
