import { useLiveQuery } from 'dexie-react-hooks';
import type { SyncStatus } from '../../sync/status.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatAge, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import { useSession } from '../till-context.ts';
import './outage-dialog.css';
import { readHeldBack } from './queries.ts';
import { SnapshotProgress } from './snapshot-progress.tsx';

/** What works, what waits and what somebody has to do, in words that calm rather than alarm. */
export function OutageDialog({
  status,
  onClose,
}: {
  readonly status: SyncStatus;
  readonly onClose: () => void;
}) {
  const { till, branch } = useSession();
  const now = useNow();
  const heldBack = useLiveQuery(() => readHeldBack(till.db), [till]);
  const { waiting, fault, problems, lastSyncAt } = status;
  const offline = fault?.code === 'offline';

  return (
    <Dialog title={t(offline ? 'outageTitle' : 'statusTitle')} onClose={onClose}>
      <div className="outage-dialog">
        {offline && (
          <p className="lead">{t('outageLead', { time: formatTime(fault.since, branch.timeZone) })}</p>
        )}
        {problems.map((problem) => (
          <Notice key={problem.kind} tone="loss">
            {problem.message}
          </Notice>
        ))}
        <SnapshotProgress db={till.db} />
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
        <section className="works">
          <h3>{t('whatWorks')}</h3>
          <ul>
            <li>{t('worksSelling')}</li>
            <li>{t('worksPrinting')}</li>
            <li>{t('worksReload')}</li>
            {offline && <li className="not">{t('worksNot')}</li>}
          </ul>
        </section>
        {heldBack && heldBack.outbox.length + heldBack.damaged.length > 0 && (
          <section className="held">
            <h3>{t('heldBack')}</h3>
            <ul>
              {heldBack.outbox.map((row) => (
                <li key={row.id}>
                  <strong>{t('entry', { number: row.number })}</strong> {row.cause}
                  {row.amount !== null && <> · {formatMoney(row.amount, branch.currency)}</>}
                </li>
              ))}
              {heldBack.damaged.map((row) => (
                <li key={row.id}>
                  <strong>{t('damagedRow', { table: row.table })}</strong> {row.cause}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}
