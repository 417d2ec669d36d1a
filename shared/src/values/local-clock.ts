import type { Instant } from './time.ts';

/** What a clock on the wall says: the day of the week (0: Sunday) and `HH:MM`. */
export type LocalClock = { readonly day: number; readonly time: string };

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock of a branch at a moment, summer time included. `timeZone`: an IANA name, such as `Asia/Dhaka`. */
export function localClock(at: Instant, timeZone: string): LocalClock {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(timeZone, clock);
  const parts = new Map(clock.formatToParts(Date.parse(at)).map(({ type, value }) => [type, value]));
  return {
    day: dayNames.indexOf(parts.get('weekday') ?? ''),
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  };
}
