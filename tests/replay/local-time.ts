/** The moment at which a clock on the wall of a time zone showed a date and a time (milliseconds since 1970). */
export function localTime(date: string, time: string, timeZone: string): number {
  const asIfUtc = Date.parse(`${date}T${time}Z`);
  // Twice, because the first guess may lie on the other side of a change to summer time.
  const guess = asIfUtc - offsetMs(asIfUtc, timeZone);
  return asIfUtc - offsetMs(guess, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMs(at: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  // Swedish dates are ISO dates: 2023-01-31 11:38:36.
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - at;
}
