const dayMs = 24 * 3600_000;

/** How many days a lot is still good, by the branch's calendar: 0 on its last one, below 0 when it is over. */
export function daysLeft(expiresOn: string, nowMs: number, timeZone: string): number {
  // Sweden writes dates as ISO does.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(nowMs);
  return Math.round((Date.parse(expiresOn) - Date.parse(today)) / dayMs);
}
