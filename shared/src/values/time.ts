import { z } from 'zod';

/** A moment in UTC, ISO 8601 with milliseconds: `2026-11-21T17:42:00.000Z`. Sorts as text. */
export const instantSchema = z.iso.datetime({ precision: 3 }).brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

/** Milliseconds since 1970; a parameter everywhere, so that tests and the simulator hold the time. */
export type Clock = () => number;

export function instant(ms: number): Instant {
  return new Date(ms).toISOString() as Instant; // toISOString is exactly this format
}

export const businessDaySchema = z.iso.date().brand<'BusinessDay'>();
/** `2026-11-21`, in the branch's time zone: fixed when the shift is opened, never read off a clock again [S18]. */
export type BusinessDay = z.infer<typeof businessDaySchema>;

/** To make one takes longer than all else that is done with a day. */
const calendars = new Map<string, Intl.DateTimeFormat>();

export function businessDayOf(at: Instant, timeZone: string): BusinessDay {
  const calendar =
    calendars.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  calendars.set(timeZone, calendar);
  return businessDaySchema.parse(calendar.format(new Date(at)));
}
