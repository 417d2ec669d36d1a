/**
 * Which of the versions on this device is shown. The browser decides by itself when a new service worker replaces the old
 * one, also in the middle of a shift; which files it then serves is decided here, and only a page may change it.
 */
export type Pointer = {
  readonly current: string;
  /** Kept until the next change, to go back to; null: there was none before. */
  readonly previous: string | null;
  /** How often the current version was opened without saying that it is well; null: it has said so. */
  readonly trial: number | null;
};

/** A version that was opened this often and never said that it is well does not work: its page breaks, or is reloaded in despair. */
const trials = 3;

/** The first version that comes to a device is shown at once; a later one waits. */
export function installed(pointer: Pointer | null, version: string): Pointer {
  return pointer ?? { current: version, previous: null, trial: null };
}

/** A page is being opened: counts the trial, and goes back to the kept version when the new one does not work. */
export function opened(pointer: Pointer): Pointer {
  if (pointer.trial === null) return pointer;
  if (pointer.trial < trials) return { ...pointer, trial: pointer.trial + 1 };
  return pointer.previous === null
    ? { ...pointer, trial: null }
    : { current: pointer.previous, previous: pointer.current, trial: null };
}

/** A page says that nothing is disturbed by the newest version. One that was tried and did not work is not tried again. */
export function takenOver(pointer: Pointer, version: string): Pointer {
  if (pointer.current === version || pointer.previous === version) return pointer;
  return { current: version, previous: pointer.current, trial: 0 };
}

/** Whether a version is newer than what is shown, and not one that did not work. */
export function isWaiting(pointer: Pointer, version: string): boolean {
  return takenOver(pointer, version) !== pointer;
}

/** A page that was opened since the change has drawn its screen. */
export function healthy(pointer: Pointer): Pointer {
  return pointer.trial ? { ...pointer, trial: null } : pointer;
}

/** Versions that may be needed: what is shown, what it came from, and the newest, which waits. */
export function isKept(pointer: Pointer, version: string, newest: string): boolean {
  return version === pointer.current || version === pointer.previous || version === newest;
}
