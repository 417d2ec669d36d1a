/** A key as Electron tells it before a page gets it. */
export type KeyPress = {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
};

const withControl: ReadonlySet<string> = new Set([
  'r',
  'p',
  'w',
  'q',
  'n',
  't',
  'o',
  's',
  'u',
  'h',
  'j',
  '+',
  '-',
  '=',
  '0',
  'f5',
]);
const alone: ReadonlySet<string> = new Set([
  'f5',
  'f11',
  'f12',
  'browserback',
  'browserforward',
  'browserrefresh',
]);

/**
 * Keys that do something to a browser and nothing for a till: loading anew, printing the page, zooming, closing, looking
 * inside. In kiosk mode also those that leave it; the system's own (the Windows key, switching desktops) only the system
 * can keep, see docs/desktop.md. Developers keep theirs.
 */
export function isBlockedKey(
  press: KeyPress,
  mode: { readonly kiosk: boolean; readonly devTools: boolean },
): boolean {
  if (press.type !== 'keyDown' || mode.devTools) return false;
  const key = press.key.toLowerCase();
  const control = press.control || press.meta;
  if (control && withControl.has(key)) return true;
  // The inspector, under each of its names.
  if (
    (control && press.shift && ['i', 'c', 'j', 'k'].includes(key)) ||
    (press.meta && press.alt && key === 'i')
  )
    return true;
  if (press.alt && ['arrowleft', 'arrowright', 'home'].includes(key)) return true;
  if (press.alt && key === 'f4') return mode.kiosk;
  if (key === 'escape') return false;
  return alone.has(key);
}
