import type { SyncStatus } from '../../sync/status.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { formatAge, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import { useSession } from '../till-context.ts';

/** What is safe here and not yet there: how much, worth what, since when [S24]. */
export function WhatWaits({ status }: { readonly status: SyncStatus }) {
  const { branch } = useSession();
  const now = useNow();
  const { waiting, lastSyncAt } = status;
  return (
    <section className="waits">
      <h3>{t('whatWaits')}</h3>
      {waiting.count === 0 ? (
        <p>{t('nothingWaits')}</p>
      ) : (
        <dl>
          <div>
            <dt>{t('waitingSales')}</dt>
            <dd>{numeral(String(waiting.sales))}</dd>
          </div>
          <div>
            <dt>{t('waitingMoney')}</dt>
            <dd>{formatMoney(waiting.money, branch.currency)}</dd>
          </div>
          <div>
            <dt>{t('waitingOldest')}</dt>
            <dd>{waiting.oldestAt ? formatAge(now - Date.parse(waiting.oldestAt)) : ''}</dd>
          </div>
          <div>
            <dt>{t('waitingOther')}</dt>
            <dd>{numeral(String(waiting.count - waiting.sales))}</dd>
          </div>
        </dl>
      )}
      <p className="quiet">
        {lastSyncAt ? t('lastSync', { time: formatTime(lastSyncAt, branch.timeZone) }) : t('neverSynced')}
      </p>
    </section>
  );
}
