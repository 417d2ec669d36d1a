import { useEffect, useLayoutEffect, useRef } from 'react';

/** Answers true when the key meant something to it. */
export type KeyHandler = (key: string) => boolean;

const handlers: KeyHandler[] = [];

/** Gives a screen the keys that no text field has taken. What was mounted last is asked first. */
export function useKey(handler: KeyHandler): void {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const own: KeyHandler = (key) => latest.current(key);
    handlers.push(own);
    return () => void handlers.splice(handlers.indexOf(own), 1);
  }, []);
}

export function emitKey(key: string): boolean {
  return handlers.toReversed().some((handler) => handler(key));
}
