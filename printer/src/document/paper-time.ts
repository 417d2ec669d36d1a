import type { Instant } from '@galley/shared/values/time.ts';

/** `2026-11-21` and `17:42` in the branch's time zone: short, and read the same in every country. */
export function paperTime(at: Instant, timeZone: string): { readonly day: string; readonly time: string } {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(new Date(at))
      .map((part) => [part.type, part.value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { day: `${get('year')}-${get('month')}-${get('day')}`, time: `${get('hour')}:${get('minute')}` };
}

// Making a formatter costs more than a whole receipt, so each time zone gets one.
const formats = new Map<string, Intl.DateTimeFormat>();
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    numberingSystem: 'latn',
  });
  formats.set(timeZone, made);
  return made;
}
