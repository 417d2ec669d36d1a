import type { Currency } from '@galley/shared/values/money.ts';
import type { SyncStatus } from '../../sync/status.ts';
import { Chip } from '../../ui/chip.tsx';
import { formatShort } from '../../ui/format-money.ts';
import { formatAge } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { useNow } from '../../ui/use-now.ts';

const minuteMs = 60_000;

/** Three states and no other: safe on the server, safe here and waiting, somebody has to act [S24]. */
export function StatusChip({
  status,
  currency,
  onOpen,
}: {
  readonly status: SyncStatus;
  readonly currency: Currency;
  readonly onOpen: () => void;
}) {
  const now = useNow();
  const { waiting } = status;
  const offline = status.fault?.code === 'offline';
  if (status.state === 'action') {
    return (
      <Chip tone="loss" dot onClick={onOpen}>
        {t('actionNeeded')}
      </Chip>
    );
  }
  if (status.state === 'waiting' && waiting.sales > 0) {
    const ageMs = waiting.oldestAt ? now - Date.parse(waiting.oldestAt) : 0;
    const values = { count: waiting.sales, amount: formatShort(waiting.money, currency, true) };
    return (
      <Chip tone={offline ? 'wait' : 'plain'} dot onClick={onOpen}>
        <span className="fact">{t(offline ? 'offlineSafeHere' : 'sendingSafeHere', values)}</span>
        {ageMs >= minuteMs && <span className="oldest">· {t('oldestAge', { age: formatAge(ageMs) })}</span>}
      </Chip>
    );
  }
  return (
    <Chip tone={offline ? 'wait' : 'good'} dot onClick={onOpen}>
      {offline ? t('offline') : t('allSafe')}
    </Chip>
  );
}
