import { formatMoney } from '../ui/format-money.ts';
import { t } from '../ui/messages/t.ts';
import { numeral } from '../ui/numeral.ts';
import './key-figures.css';
import type { Today } from './queries.ts';

export function KeyFigures({ today }: { readonly today: Today }) {
  const { currency } = today.branch;
  return (
    <section className="key-figures" aria-label={t('keyFigures')}>
      <dl>
        <div className="total">
          <dt>{t('soldToday')}</dt>
          <dd data-testid="total">{formatMoney(today.total, currency)}</dd>
        </div>
        {today.givenBack > 0 && (
          <div>
            <dt>{t('givenBackToday')}</dt>
            <dd data-testid="given-back">{formatMoney(today.givenBack, currency)}</dd>
          </div>
        )}
        <div>
          <dt>{t('salesCount')}</dt>
          <dd data-testid="count">{numeral(String(today.count))}</dd>
        </div>
        <div>
          <dt>{t('averageSale')}</dt>
          <dd>{formatMoney(today.average, currency)}</dd>
        </div>
      </dl>
    </section>
  );
}
