import { locale } from '../../ui/messages/locale.ts';

/** `Fri`; 0 is Sunday. */
export function dayName(day: number): string {
  // 4 January 1970 was a Sunday.
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
    (day + 3) * 86_400_000,
  );
}
