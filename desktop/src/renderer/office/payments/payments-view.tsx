import type { Branch } from '@galley/shared/domain/branch.ts';
import {
  type IntentTrouble,
  type PaymentIntent,
  type RefundState,
  troubleOf,
} from '@galley/shared/domain/payment-intent.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { GalleyDatabase } from '../../db/database.ts';
import { Button } from '../../ui/button.tsx';
import { declineWords } from '../../ui/decline-words.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import '../records-page.css';
import './payments-view.css';
import { type GatewayTotals, type IntentFilter, intentFilters, readIntents } from './queries.ts';

const filterWords: Readonly<Record<IntentFilter, MessageKey>> = {
  all: 'auditAll',
  approved: 'intentsApproved',
  declined: 'intentsDeclined',
  givenBack: 'intentsGivenBack',
};
const troubleWords: Readonly<Record<IntentTrouble, MessageKey>> = {
  unknown: 'intentUnknown',
  refundUnknown: 'intentRefundUnknown',
  refundFailed: 'intentRefundFailed',
  withoutSale: 'intentWithoutSale',
};
const backWords: Readonly<Record<RefundState, MessageKey>> = {
  created: 'backCreated',
  unknown: 'backUnknown',
  refunded: 'backDone',
  failed: 'backFailed',
};
const pageSize = 50;
const minuteMs = 60_000;

/** What the gateway took and gave back, newest first; on top what nobody knows the outcome of, and what is done about it. */
export function PaymentsView({ db, branch }: { readonly db: GalleyDatabase; readonly branch: Branch }) {
  const [filter, setFilter] = useState<IntentFilter>('all');
  const [most, setMost] = useState(pageSize);
  const now = Math.floor(useNow() / minuteMs) * minuteMs;
  const page = useLiveQuery(
    () => readIntents(db, branch, filter, most, now + minuteMs),
    [db, branch, filter, most, now],
  );
  if (!page) return <main className="records-page payments-view" aria-busy />;
  return (
    <main className="records-page payments-view">
      <GatewayFigures totals={page.today} branch={branch} />
      {page.open.length > 0 && (
        <section aria-label={t('intentsOpen')}>
          <h2>{t('intentsOpen')}</h2>
          <Intents intents={page.open} branch={branch} />
        </section>
      )}
      <div className="pills" role="group" aria-label={t('payments')}>
        {intentFilters.map((each) => (
          <button key={each} type="button" aria-pressed={each === filter} onClick={() => setFilter(each)}>
            {t(filterWords[each])}
          </button>
        ))}
      </div>
      {page.intents.length === 0 && <p className="none">{t('intentsNone')}</p>}
      <Intents intents={page.intents} branch={branch} />
      {page.hasMore && <Button onClick={() => setMost(most + pageSize)}>{t('auditOlder')}</Button>}
    </main>
  );
}

/** What the gateway took and gave back of what was asked for today. */
function GatewayFigures({ totals, branch }: { readonly totals: GatewayTotals; readonly branch: Branch }) {
  const figures = [
    ['gatewayTaken', totals.taken],
    ['gatewayBack', totals.back],
    ['gatewayOnItsWay', totals.onItsWay],
  ] as const;
  return (
    <section className="gateway-figures" aria-label={t('intentsToday')}>
      <h2>{t('intentsToday')}</h2>
      <dl>
        {figures.map(([word, amount]) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>{formatMoney(amount, branch.currency)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Intents({
  intents,
  branch,
}: {
  readonly intents: readonly PaymentIntent[];
  readonly branch: Branch;
}) {
  return (
    <ul>
      {intents.map((intent) => (
        <li key={intent.id}>
          <span className="when">
            {formatTime(intent.askedAt, branch.timeZone)}
            <small>{formatDay(intent.askedAt, branch.timeZone)}</small>
          </span>
          <span className="what">
            <strong>{stateWords(intent)}</strong>
            {intent.card && (
              <small>
                {intent.card.brand} {numeral(intent.card.last4)}
              </small>
            )}
            {(intent.refunds ?? []).map(({ id, amount, state }) => (
              <small key={id}>
                {formatMoney(amount, intent.currency)} · {t(backWords[state])}
              </small>
            ))}
            <Trouble intent={intent} />
          </span>
          <strong className="amount">{formatMoney(intent.amount, intent.currency)}</strong>
        </li>
      ))}
    </ul>
  );
}

function Trouble({ intent }: { readonly intent: PaymentIntent }) {
  const trouble = troubleOf(intent);
  if (!trouble) return null;
  return <Notice tone={trouble === 'refundFailed' ? 'loss' : 'wait'}>{t(troubleWords[trouble])}</Notice>;
}

function stateWords({ state, code, amount, currency, unwanted }: PaymentIntent): string {
  switch (state) {
    case 'created':
      return t('gatewayWaiting', { amount: formatMoney(amount, currency) });
    case 'unknown':
      return t('intentStateUnknown');
    case 'declined':
      return declineWords(code);
    case 'cancelled':
      return t(unwanted ? 'intentCancelled' : 'gatewayTooLate');
    case 'authorised':
      return t('intentApproved');
  }
}
