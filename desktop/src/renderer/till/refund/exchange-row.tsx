import type { OrderId } from '@galley/shared/values/ids.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { keepPayment } from '../../actions/keep-payment.ts';
import { formatPlain } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './exchange-row.css';

/** What the guest of this order brings back; it is given back with the payment, and can be left out until then. */
export function ExchangeRow({
  orderId,
  currency,
}: {
  readonly orderId: OrderId;
  readonly currency: Currency;
}) {
  const { till } = useSession();
  const { attempt, busy } = useAttempt();
  const draft = useLiveQuery(() => till.db.payDrafts.get(orderId), [till, orderId]);
  if (!draft?.exchange) return null;
  const { receiptNumber, credit } = draft.exchange;
  return (
    <div className="exchange-row">
      <dt>
        {t('exchangeOf', { number: numeral(receiptNumber) })}
        <button
          type="button"
          aria-label={t('exchangeDrop')}
          disabled={busy}
          onClick={() =>
            attempt(keepPayment(till, { orderId, change: ({ exchange: _dropped, ...rest }) => rest }))
          }
        >
          <Icon name="cross" size={18} />
        </button>
      </dt>
      <dd>−{formatPlain(credit, currency)}</dd>
    </div>
  );
}
