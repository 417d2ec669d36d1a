/** The four answers to DLE EOT 1 to 4. */
export type StatusBytes = {
  readonly printer: number;
  readonly offline: number;
  readonly error: number;
  readonly paper: number;
};

export type PrinterStatus = {
  /** What keeps it from printing, in words for the people at the printer; null: it can print [P6]. */
  readonly blocked: string | null;
  readonly code: 'ready' | 'coverOpen' | 'paperOut' | 'cutterJam' | 'error' | 'recovering' | 'offline';
  readonly paperLow: boolean;
};

/** Reads the status bytes by Epson's reference; the cause that a person can mend comes first. */
export function statusOf({ printer, offline, error, paper }: StatusBytes): PrinterStatus {
  const paperLow = (paper & 0x0c) !== 0;
  const blocked = (code: PrinterStatus['code'], words: string): PrinterStatus => ({
    code,
    blocked: words,
    paperLow,
  });
  if (offline & 0x04) return blocked('coverOpen', 'The cover is open. Close it.');
  if (offline & 0x20 || paper & 0x60) return blocked('paperOut', 'The paper is out. Load a new roll.');
  if (error & 0x08) return blocked('cutterJam', 'The cutter is jammed. Open the cover and clear it.');
  if (error & 0x20) return blocked('error', 'The printer reports a fault. Switch it off and on again.');
  if (error & 0x40) return blocked('recovering', 'The print head is too hot. It goes on by itself.');
  if (error & 0x04 || offline & 0x40)
    return blocked('error', 'The printer reports an error. Open and close its cover.');
  if (printer & 0x08) return blocked('offline', 'The printer is offline. Look at its lamps and buttons.');
  return { code: 'ready', blocked: null, paperLow };
}
