import { formatMoney } from '../ui/format-money.ts';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/messages/t.ts';
import './payment-mix.css';
import type { Today } from './queries.ts';

export function PaymentMix({ today }: { readonly today: Today }) {
  const { currency } = today.branch;
  return (
    <section className="payment-mix">
      <h2>{t('paymentMix')}</h2>
      <ul>
        {today.byKind.map(({ kind, amount }) => (
          <li key={kind}>
            <Icon name={kind} size={20} />
            <span>{t(kind)}</span>
            <strong>{formatMoney(amount, currency)}</strong>
            <span className="bar" aria-hidden="true">
              <span style={{ inlineSize: `${today.total > 0 ? (amount / today.total) * 100 : 0}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
