import type { Currency } from '@galley/shared/values/money.ts';
import { instant } from '@galley/shared/values/time.ts';
import { useQuery } from '@tanstack/react-query';
import { readExpiring } from '../../app/office-stock.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { useNow } from '../../ui/use-now.ts';
import { measure } from './stock-row.tsx';

/** What has to be used soon: lots by their day, those that are over in red. */
export function ExpiringList({ currency }: { readonly currency: Currency }) {
  const { data } = useQuery({
    queryKey: ['stock', 'expiring'],
    queryFn: readExpiring,
    networkMode: 'always',
    refetchInterval: 60_000,
    retry: false,
  });
  const today = instant(useNow()).slice(0, 10);
  return (
    <section>
      <h2>{t('stockExpiring')}</h2>
      {data?.lots.length === 0 && <p className="none">{t('stockNothingExpires')}</p>}
      <ul aria-label={t('stockExpiring')}>
        {data?.lots.map((lot) => (
          <li key={`${lot.id} ${lot.expiresOn} ${lot.remaining}`}>
            <span>
              {lot.name}
              <small>
                {measure(lot.remaining, lot.unit)}
                {lot.value > 0 && ` · ${formatMoney(lot.value, currency)}`}
              </small>
            </span>
            <em className={lot.expiresOn < today ? 'loss' : ''}>
              {formatDay(Date.parse(lot.expiresOn), 'UTC')}
            </em>
          </li>
        ))}
      </ul>
    </section>
  );
}
