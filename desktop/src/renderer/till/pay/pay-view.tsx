import type { Order } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { add, money, noMoney } from '@galley/shared/values/money.ts';
import { useState } from 'react';
import { AmountEntry } from '../../ui/amount-entry.tsx';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useKey } from '../../ui/use-key.ts';
import { useSession } from '../till-context.ts';
import type { Taken } from './amount-due.ts';
import { typedAmount } from '../../ui/typed-amount.ts';
import { CashKeys } from './cash-keys.tsx';
import { PartBar, PartPaid } from './part-bar.tsx';
import './pay-view.css';
import { SlipForm } from './slip-form.tsx';
import { GatewayForm, SplitDialog, TipDialog } from '../later-screens.ts';
import { TakenTenders } from './taken-tenders.tsx';
import { usePayment } from './use-payment.ts';

/** Takes the money for an order, or for a part of its bill: exact cash is one tap here, any mix of tenders a few. */
export function PayView({
  order,
  onPaid,
  onBack,
}: {
  readonly order: Order;
  readonly onPaid: (sale: Sale) => void;
  readonly onBack: () => void;
}) {
  const { branch } = useSession();
  const { currency } = branch;
  const [kind, setKind] = useState<Exclude<Taken['kind'], 'exchange'>>('cash');
  const [typed, setTyped] = useState('');
  const [asking, setAsking] = useState<'tip' | 'split' | null>(null);
  const [partPaid, setPartPaid] = useState<Sale | null>(null);
  const { payment, due, refusal, busy, change, take, cancel, close } = usePayment(order, paid);
  const tip = payment?.draft.tip?.amount ?? noMoney;
  const inCash = add(due?.inCash ?? noMoney, tip);
  const exact = add(due?.exact ?? noMoney, tip);
  const remaining = kind === 'cash' ? inCash : exact;
  const amount = typedAmount(typed, currency);
  const tenders = payment?.draft.tenders ?? [];

  const isDense = tenders.length > 0 || payment?.draft.split || (payment?.paidParts ?? 0) > 0;
  const notes = [
    ...(kind === 'cash' && inCash !== exact
      ? [t('roundedFrom', { amount: formatMoney(exact, currency) })]
      : []),
    ...(tip > 0 ? [t('withTip', { amount: formatMoney(tip, currency) })] : []),
  ];

  function paid(sale: Sale): void {
    setTyped('');
    // The last part of a bill is not told from a whole one by its number, but by what is left.
    if (sale.part && payment && payment.leftTotal > sale.total) setPartPaid(sale);
    else onPaid(sale);
  }

  function takeTender(tender: Taken): void {
    setTyped('');
    setPartPaid(null);
    take(tender);
  }

  /** What the bank has taken it gives back; all else lies on the counter. */
  function remove(gone: number): void {
    const intentId = tenders[gone]?.intentId;
    if (intentId) cancel(intentId);
    else change((draft) => ({ tenders: draft.tenders.filter((_, index) => index !== gone) }));
  }

  function takeCash(cash = amount ?? inCash): void {
    if (cash > 0) takeTender({ kind: 'cash', amount: cash, reference: null });
    else close();
  }

  useKey((key) => {
    // Whoever sees the change of one part does not mean the next one by the same key.
    if (partPaid && ['Enter', 'F9', 'Escape'].includes(key)) setPartPaid(null);
    else if (key === 'Enter' && kind === 'cash') takeCash();
    else if (key === 'F9' && kind === 'cash') takeCash(inCash);
    else if (key === 'Escape' && typed !== '') setTyped('');
    else if (key === 'Escape') onBack();
    else return false;
    return true;
  });

  if (!payment) return <section className="pay-view" aria-label={t('pay')} aria-busy />;
  return (
    <section className="pay-view" aria-label={t('pay')}>
      <header>
        <Button tone="quiet" className="back" aria-label={t('backToOrder')} onClick={onBack}>
          <Icon name="back" />
          <span>{t('backToOrder')}</span>
        </Button>
        <Segmented
          label={t('tender')}
          value={kind}
          options={[
            { value: 'cash', label: <Tab icon="cash" text={t('cash')} /> },
            { value: 'card', label: <Tab icon="card" text={t('card')} /> },
            { value: 'wallet', label: <Tab icon="wallet" text={t('wallet')} /> },
            { value: 'gateway', label: <Tab icon="gateway" text={t('gateway')} /> },
          ]}
          onChange={setKind}
        />
        <span className="extras">
          <Button disabled={busy} onClick={() => setAsking('tip')}>
            {t('tip')}
          </Button>
          <Button
            disabled={busy || tenders.length > 0 || payment.draft.exchange !== undefined}
            onClick={() => setAsking('split')}
          >
            {t('split')}
          </Button>
        </span>
      </header>
      {partPaid ? (
        <PartPaid sale={partPaid} onGo={() => setPartPaid(null)} />
      ) : (
        <div className={isDense ? 'due dense' : 'due'}>
          <PartBar payment={payment} onWhole={() => change(() => ({ split: null }))} />
          <p>{tenders.length > 0 ? t('stillToPay') : t('toPay')}</p>
          <strong data-testid="remaining">{formatMoney(remaining, currency)}</strong>
          {notes.length > 0 && <p>{notes.join(' · ')}</p>}
          {payment.rest > 0 && (
            <p className="rest">{t('exchangeRest', { amount: formatMoney(payment.rest, currency) })}</p>
          )}
          <TakenTenders taken={tenders} currency={currency} onRemove={remove} />
        </div>
      )}
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {payment.problem && <Notice tone="loss">{payment.problem}</Notice>}
      <div className="ways">
        <AmountEntry
          label={t('amount')}
          typed={typed}
          currency={currency}
          hint={t('otherAmount')}
          disabled={busy}
          onTyped={setTyped}
        />
        {kind === 'cash' ? (
          <CashKeys
            due={inCash}
            change={due?.change ?? noMoney}
            typed={amount}
            currency={currency}
            busy={busy}
            onTake={takeCash}
          />
        ) : kind === 'gateway' ? (
          <GatewayForm
            order={order}
            amount={money(Math.min(amount ?? exact, exact))}
            tooMuch={amount !== null && amount > exact}
            busy={busy}
            taken={tenders}
            onTake={takeTender}
          />
        ) : (
          <SlipForm
            key={kind}
            kind={kind}
            amount={money(Math.min(amount ?? exact, exact))}
            tooMuch={amount !== null && amount > exact}
            busy={busy}
            onTake={takeTender}
          />
        )}
      </div>
      {asking === 'tip' && (
        <TipDialog
          openedBy={order.openedBy}
          total={payment.total}
          tip={payment.draft.tip}
          onClose={() => setAsking(null)}
          onTip={(next) => {
            setAsking(null);
            change(() => ({ tip: next }));
          }}
        />
      )}
      {asking === 'split' && (
        <SplitDialog
          order={order}
          payment={payment}
          onClose={() => setAsking(null)}
          onSplit={(split) => {
            setAsking(null);
            setPartPaid(null);
            change(() => ({ split }));
          }}
        />
      )}
    </section>
  );
}

function Tab({ icon, text }: { readonly icon: Taken['kind']; readonly text: string }) {
  return (
    <>
      <Icon name={icon} size={20} />
      {text}
    </>
  );
}
