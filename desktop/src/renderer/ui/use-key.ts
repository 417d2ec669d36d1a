import { createContext, type RefObject, useContext, useEffect, useLayoutEffect, useRef } from 'react';

/** Answers true when it meant something to it. */
export type KeyHandler = (key: string) => boolean;

/** The dialog that a part of the screen stands in; null: in none. */
export const InDialog = createContext<RefObject<Element | null> | null>(null);

/** Screens that want to hear of something; what was mounted last is asked first. */
function listeners(isAsked: (dialog: Element | null) => boolean) {
  const known: { readonly handle: KeyHandler; readonly dialog: RefObject<Element | null> | null }[] = [];
  return {
    useHandler: (handler: KeyHandler): void => {
      const dialog = useContext(InDialog);
      const latest = useRef(handler);
      useLayoutEffect(() => {
        latest.current = handler;
      });
      useEffect(() => {
        const own = { handle: (said: string) => latest.current(said), dialog };
        known.push(own);
        return () => void known.splice(known.indexOf(own), 1);
      }, [dialog]);
    },
    emit: (said: string): boolean =>
      known.toReversed().some(({ handle, dialog }) => isAsked(dialog?.current ?? null) && handle(said)),
  };
}

// A key is meant for what lies on top; a scanner is heard whatever is open.
const keys = listeners((dialog) => dialog === topDialog());
const scans = listeners(() => true);

/** Gives a screen, or what stands in a dialog, the keys that no text field has taken. */
export const useKey = keys.useHandler;
export const emitKey = keys.emit;
/** Gives a screen the codes that a scanner reads while it is there. */
export const useScan = scans.useHandler;
export const emitScan = scans.emit;

function topDialog(): Element | null {
  return [...document.querySelectorAll('[role="dialog"]')].at(-1) ?? null;
}
