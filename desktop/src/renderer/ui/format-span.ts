import { t } from './messages/t.ts';

/** A length of time, as coarse as a person would say it: `12 minutes`, `3 hours`, `2 days`. */
export function formatSpan(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 120) return t('spanMinutes', { count: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t('spanHours', { count: hours }) : t('spanDays', { count: Math.round(hours / 24) });
}

/** How long guests have been here, in a corner of a tile: `42 min`, `3 hours`. */
export function formatStay(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return minutes < 120 ? t('minutes', { count: minutes }) : formatSpan(ms);
}
