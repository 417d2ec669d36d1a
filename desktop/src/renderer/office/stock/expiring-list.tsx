import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Expiring } from '@galley/shared/wire/stock-office.ts';
import { useQuery } from '@tanstack/react-query';
import { readExpiring } from '../../app/office-stock.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import { daysLeft } from './days-left.ts';
import { measure } from './stock-row.tsx';

const soonDays = 3;

/** Lots by their day, with what to do: what is over is thrown away, what is nearly over is used or offered first. */
export function ExpiringList({
  branch,
  onThrowAway,
}: {
  readonly branch: Branch;
  readonly onThrowAway: (lot: Expiring['lots'][number]) => void;
}) {
  const { data } = useQuery({
    queryKey: ['stock', 'expiring'],
    queryFn: readExpiring,
    networkMode: 'always',
    refetchInterval: 60_000,
    retry: false,
  });
  const now = useNow();
  return (
    <section>
      <h2>{t('stockExpiring')}</h2>
      {data?.lots.length === 0 && <p className="none">{t('stockNothingExpires')}</p>}
      <ul className="expiring" aria-label={t('stockExpiring')}>
        {data?.lots.map((lot) => {
          const left = daysLeft(lot.expiresOn, now, branch.timeZone);
          return (
            <li key={lot.lotId}>
              <span>
                {lot.name}
                <small>
                  {measure(lot.remaining, lot.unit)}
                  {lot.value > 0 && ` · ${formatMoney(lot.value, branch.currency)}`}
                  {' · '}
                  {adviceOf(left)}
                </small>
              </span>
              <em className={left < 0 ? 'loss' : left > soonDays ? 'plain' : ''}>
                {formatDay(Date.parse(lot.expiresOn), 'UTC')}
              </em>
              <Button
                tone={left < 0 ? 'loss' : 'quiet'}
                aria-label={t('throwAwayNamed', { name: lot.name })}
                onClick={() => onThrowAway(lot)}
              >
                {t('throwAway')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function adviceOf(left: number): string {
  if (left < 0) return t('lotOver');
  if (left === 0) return t('lotToday');
  const days = numeral(String(left));
  return left <= soonDays ? t('lotUseFirst', { days }) : t('lotDaysLeft', { days });
}
