import type { BranchHealth } from '@galley/shared/wire/health.ts';
import { formatTime } from '../ui/format-time.ts';
import { t } from '../ui/messages/t.ts';
import type { Completeness } from './queries.ts';

/**
 * Up to when the figures on this screen are whole [S24]: what the branch's books have, as far as this browser has fetched
 * it; and which till has records that are not in them. `whole`: nothing is known to be missing.
 */
export function completeWords(
  { until, fault }: Completeness,
  health: Pick<BranchHealth, 'completeUpTo' | 'tills'> | null,
  timeZone: string,
): { readonly text: string; readonly whole: boolean } {
  if (fault?.code === 'needsSignIn') return { text: t('officeSessionEnded'), whole: false };
  const own = until === null ? '' : formatTime(until, timeZone);
  if (fault) return { text: t('completeOffline', { time: own }), whole: false };
  if (until === null || health === null) return { text: t('officeFetching'), whole: true };
  // Where no till ever sold, nothing can be missing.
  const sells = health.tills.some(({ incarnation, kind }) => incarnation > 0 && kind !== 'kitchen');
  if (!sells) return { text: t('completeUpTo', { time: own }), whole: true };
  const waiting = health.tills.flatMap(({ name, disabled, status }) =>
    !disabled && status && status.waiting > 0 ? [t('waitingAt', { count: status.waiting, name })] : [],
  );
  const { completeUpTo } = health;
  const base =
    completeUpTo === null
      ? t('branchCompleteUnknown')
      : t('completeUpTo', { time: formatTime(Math.min(Date.parse(completeUpTo), until), timeZone) });
  return { text: [base, ...waiting].join(' · '), whole: completeUpTo !== null && waiting.length === 0 };
}
