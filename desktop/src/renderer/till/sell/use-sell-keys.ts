import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { listenToKeys } from '../keys/listen-to-keys.ts';
import { useKey } from '../../ui/use-key.ts';
import type { View } from './sell-screen.tsx';

const mostAtOnce = 99;

/** The key map of the selling screen; its sheet is `keys/key-sheet.tsx`. */
export function useSellKeys(keys: {
  readonly view: View;
  readonly goTo: (view: View) => void;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly times: number;
  readonly onTimes: (times: number) => void;
  readonly onSend: () => void;
  readonly onExact: () => void;
  readonly onNew: () => void;
  readonly onSheet: () => void;
  readonly onScan: (code: string) => void;
}): void {
  const onScan = useRef(keys.onScan);
  useLayoutEffect(() => {
    onScan.current = keys.onScan;
  });
  useEffect(() => listenToKeys((code) => onScan.current(code)), []);

  useKey((key) => {
    const { view, times } = keys;
    if (key === '?') keys.onSheet();
    else if (key === 'F4') keys.onSend();
    else if (key === 'F8') keys.goTo('pay');
    else if (key === 'F9') keys.onExact();
    else if (key === 'F2') keys.onNew();
    else if (key === 'F3') keys.goTo('tables');
    else if (key === 'F6') keys.goTo('orders');
    else if (key === 'F7') keys.goTo('receipts');
    else if (key === 'F10') keys.goTo('shift');
    else if (view !== 'menu') return false;
    else if (key === '/') keys.search.current?.focus();
    else if (/^\d$/.test(key) && times * 10 + Number(key) <= mostAtOnce)
      keys.onTimes(times * 10 + Number(key));
    else if (key === 'Escape' || key === 'Backspace') keys.onTimes(0);
    else return false;
    return true;
  });
}
