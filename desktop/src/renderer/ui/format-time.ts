import type { Instant } from '@galley/shared/values/time.ts';
import { locale } from './messages/locale.ts';
import { t } from './messages/t.ts';

/** `17:42`, on the branch's clock, wherever the device thinks it is. */
export function formatTime(at: Instant | number, timeZone: string): string {
  return clock('time', timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );
}

/** `Sat, 21 Nov` */
export function formatDay(at: Instant | number, timeZone: string): string {
  return clock('day', timeZone, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(at));
}

/** How long ago, as coarse as a person would say it. */
export function formatAge(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return t('ageMoments');
  if (minutes < 60) return t('ageMinutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('ageHours', { count: hours }) : t('ageDays', { count: Math.floor(hours / 24) });
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(name: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${timeZone}`;
  const known = clocks.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...options, timeZone });
  clocks.set(key, made);
  return made;
}
