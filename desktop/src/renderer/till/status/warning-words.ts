import { t } from '../../ui/messages/t.ts';
import type { DeviceWarnings } from './queries.ts';

/** What is wrong with the device, in words; empty: nothing. The clock comes first. */
export function warningWords({ clockBehindMs, freeBytes, mayBeDeleted }: DeviceWarnings): string[] {
  const words: string[] = [];
  if (clockBehindMs !== null) words.push(clockWords(clockBehindMs));
  if (freeBytes !== null) words.push(t('lowDisk', { megabytes: Math.floor(freeBytes / 1024 / 1024) }));
  if (mayBeDeleted) words.push(t('mayBeDeleted'));
  return words;
}

function clockWords(behindMs: number): string {
  const minutes = Math.round(Math.abs(behindMs) / 60_000);
  const hours = Math.round(minutes / 60);
  const days = Math.round(hours / 24);
  const time =
    minutes < 120
      ? t('spanMinutes', { count: minutes })
      : hours < 48
        ? t('spanHours', { count: hours })
        : t('spanDays', { count: days });
  return t(behindMs > 0 ? 'clockBehind' : 'clockAhead', { time });
}
