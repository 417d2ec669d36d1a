import type { Result } from '@galley/shared/values/result.ts';
import { useEffect, useRef, useState } from 'react';
import { Keypad, type KeypadKey } from '../../ui/keypad.tsx';
import { t } from '../../ui/messages/t.ts';
import { useAttempt } from '../use-attempt.ts';
import './pin-pad.css';

const pinLength = 4;

/** Four digits, tapped or typed; the fourth is the last. */
export function PinPad({
  name,
  notYet,
  onPin,
}: {
  readonly name: string;
  /** What has to be done before a PIN is taken, in words. */
  readonly notYet?: string;
  readonly onPin: (pin: string) => Promise<Result<unknown>>;
}) {
  const { attempt, refusal, busy } = useAttempt();
  const [typed, setTyped] = useState('');
  const closed = busy || notYet !== undefined;

  function press(key: KeypadKey): void {
    if (closed) return;
    const pin = key === 'erase' ? typed.slice(0, -1) : typed + key;
    if (pin.length < pinLength) {
      setTyped(pin);
      return;
    }
    setTyped('');
    attempt(onPin(pin));
  }

  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement) return; // a reason may hold digits
      if (/^\d$/.test(event.key)) latest.current(event.key as KeypadKey); // a digit is a key of the pad
      else if (event.key === 'Backspace') latest.current('erase');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <section className="pin-pad" aria-label={t('pinOf', { name })}>
      <p className="dots" role="status" aria-label={t('digitsTyped', { count: typed.length })}>
        {Array.from({ length: pinLength }, (_, index) => (
          <span key={index} className={index < typed.length || busy ? 'typed' : ''} />
        ))}
      </p>
      <p className="words" role="alert">
        {notYet ?? refusal?.message}
      </p>
      <Keypad left={null} disabled={closed} onKey={press} />
    </section>
  );
}
