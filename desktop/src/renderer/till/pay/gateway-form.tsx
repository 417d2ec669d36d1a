import type { PaymentIntent } from '@galley/shared/domain/payment-intent.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import type { Money } from '@galley/shared/values/money.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef, useState } from 'react';
import { cancelPayment } from '../../actions/cancel-payment.ts';
import { openIntents, requestPayment, serverAnswers } from '../../actions/request-payment.ts';
import { Button } from '../../ui/button.tsx';
import { declineWords } from '../../ui/decline-words.ts';
import { Field } from '../../ui/field.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import type { Taken } from './amount-due.ts';

type Props = {
  readonly order: Order;
  readonly amount: Money;
  readonly tooMuch: boolean;
  readonly busy: boolean;
  readonly taken: readonly Taken[];
  readonly onTake: (tender: Taken) => void;
};

/** Has the server take the money: says what the bank says, takes it for the order once it is approved, and never twice. */
export function GatewayForm({ order, amount, tooMuch, busy, taken, onTake }: Props) {
  const { till } = useSession();
  const intents = useLiveQuery(() => openIntents(till.db, order.id), [till, order.id]);
  const answers = useLiveQuery(() => serverAnswers(till.db), [till]);
  const [newest] = (intents ?? []).filter(({ id }) => !taken.some(({ intentId }) => intentId === id));
  const isAsked = newest && newest.state !== 'declined' && newest.state !== 'cancelled';

  if (!intents || answers === undefined) return <div className="slip-form" aria-busy />;
  if (isAsked) return <Asked key={newest.id} intent={newest} busy={busy} onTake={onTake} />;
  if (till.db.training) return <Notice tone="wait">{t('gatewayTraining')}</Notice>;
  if (!answers) return <Notice tone="wait">{t('gatewayOffline')}</Notice>;
  return (
    <>
      <AskForm key={newest?.id} order={order} amount={amount} tooMuch={tooMuch} busy={busy} last={newest} />
    </>
  );
}

function AskForm({
  order,
  amount,
  tooMuch,
  busy,
  last,
}: Omit<Props, 'taken' | 'onTake'> & { readonly last: PaymentIntent | undefined }) {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy: asking } = useAttempt();
  const [token, setToken] = useState('');
  return (
    <form
      className="slip-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (token === '' || busy || asking) return;
        attempt(requestPayment(till, { orderId: order.id, amount, token, staffId: staff.id }));
      }}
    >
      {last?.state === 'declined' && <Notice tone="loss">{declineWords(last.code)}</Notice>}
      {last?.state === 'cancelled' && <Notice tone="wait">{t('gatewayTooLate')}</Notice>}
      <Field
        label={t('gatewayCode')}
        value={token}
        maxLength={64}
        autoComplete="off"
        hint={t('gatewayHint')}
        error={refusal?.message ?? null}
        onChange={(event) => setToken(event.currentTarget.value.trim())}
      />
      {tooMuch && <p className="limit">{t('onlyDue')}</p>}
      <Button
        type="submit"
        tone="money"
        size="huge"
        disabled={token === '' || busy || asking || tooMuch || amount <= 0}
      >
        <span>{t('gatewayAsk')}</span>
        <small>{formatMoney(amount, branch.currency)}</small>
      </Button>
    </form>
  );
}

/** The bank is being asked, or has approved and the money is not taken for the order yet. */
function Asked({
  intent,
  busy,
  onTake,
}: Pick<Props, 'busy' | 'onTake'> & { readonly intent: PaymentIntent }) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy: cancelling } = useAttempt();
  const { state } = intent;
  const amount = formatMoney(intent.amount, intent.currency);
  const isTaken = useRef(false);

  function take(): void {
    const reference = intent.card?.last4 || null;
    onTake({ kind: 'gateway', amount: intent.amount, reference, intentId: intent.id });
  }
  useEffect(() => {
    if (state !== 'authorised' || busy || isTaken.current) return;
    isTaken.current = true;
    take();
  });

  return (
    <div className="gateway-asked">
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <div role="status" className={state}>
        <strong>
          {state === 'created'
            ? t('gatewayWaiting', { amount })
            : state === 'unknown'
              ? t('gatewayUnknown')
              : t('gatewayApproved', { amount })}
        </strong>
        {state === 'unknown' && <p>{t('gatewayUnknownExplained')}</p>}
      </div>
      {state === 'authorised' && (
        <Button tone="money" size="huge" disabled={busy} onClick={take}>
          {t('gatewayUse')}
        </Button>
      )}
      <Button
        disabled={cancelling}
        onClick={() => attempt(cancelPayment(till, { intentId: intent.id, staffId: staff.id }))}
      >
        {t('gatewayCancel')}
      </Button>
      <p className="quiet">{t('gatewayCancelExplained')}</p>
    </div>
  );
}
