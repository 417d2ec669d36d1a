import { useEffect, useLayoutEffect, useRef } from 'react';

/** Answers true when it meant something to it. */
export type KeyHandler = (key: string) => boolean;

/** Screens that want to hear of something; what was mounted last is asked first. */
function listeners() {
  const handlers: KeyHandler[] = [];
  return {
    useHandler: (handler: KeyHandler): void => {
      const latest = useRef(handler);
      useLayoutEffect(() => {
        latest.current = handler;
      });
      useEffect(() => {
        const own: KeyHandler = (said) => latest.current(said);
        handlers.push(own);
        return () => void handlers.splice(handlers.indexOf(own), 1);
      }, []);
    },
    emit: (said: string): boolean => handlers.toReversed().some((handler) => handler(said)),
  };
}

const keys = listeners();
const scans = listeners();

/** Gives a screen the keys that no text field has taken. */
export const useKey = keys.useHandler;
export const emitKey = keys.emit;
/** Gives a screen the codes that a scanner reads while it is there. */
export const useScan = scans.useHandler;
export const emitScan = scans.emit;
