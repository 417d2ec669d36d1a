import { formatTime } from '../ui/format-time.ts';
import { t } from '../ui/messages/t.ts';
import './complete-line.css';
import type { Completeness } from './queries.ts';

/** Up to when the figures are whole: a number without it is a guess. */
export function CompleteLine({
  completeness,
  timeZone,
}: {
  readonly completeness: Completeness;
  readonly timeZone: string;
}) {
  const { until, fault } = completeness;
  const time = until === null ? '' : formatTime(until, timeZone);
  if (fault?.code === 'needsSignIn') return <p className="complete-line away">{t('officeSessionEnded')}</p>;
  if (fault) return <p className="complete-line away">{t('completeOffline', { time })}</p>;
  return (
    <p className="complete-line">{until === null ? t('officeFetching') : t('completeUpTo', { time })}</p>
  );
}
