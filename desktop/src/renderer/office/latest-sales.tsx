import { formatMoney } from '../ui/format-money.ts';
import { formatTime } from '../ui/format-time.ts';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/messages/t.ts';
import { numeral } from '../ui/numeral.ts';
import './latest-sales.css';
import type { Today } from './queries.ts';

/** As they come in, newest on top. */
export function LatestSales({ today }: { readonly today: Today }) {
  return (
    <section className="latest-sales">
      <h2>{t('latestSales')}</h2>
      {today.latest.length === 0 && <p>{t('nothingSold')}</p>}
      <ul aria-label={t('latestSales')}>
        {today.latest.map((sale) => (
          <li key={sale.id}>
            <span className="when">{formatTime(sale.paidAt, today.branch.timeZone)}</span>
            <span className="what">
              <strong>{numeral(sale.receiptNumber)}</strong>
              <small>{sale.lines.map((line) => line.name).join(', ')}</small>
            </span>
            <span className="icons">
              {[...new Set(sale.tenders.map((tender) => tender.kind))].map((kind) => (
                <Icon key={kind} name={kind} size={18} />
              ))}
            </span>
            <strong className="amount">{formatMoney(sale.total, sale.currency)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
