import type { Staff } from '@galley/shared/domain/staff.ts';
import { useEffect, useRef, useState } from 'react';
import { signIn } from '../../actions/sign-in.ts';
import type { Till } from '../../actions/till.ts';
import { Keypad, type KeypadKey } from '../../ui/keypad.tsx';
import { t } from '../../ui/messages/t.ts';
import { useAttempt } from '../use-attempt.ts';

const pinLength = 4;

/** Four digits, tapped or typed; the fourth signs in. */
export function PinPad({ till, person }: { readonly till: Till; readonly person: Staff }) {
  const { attempt, refusal, busy } = useAttempt();
  const [typed, setTyped] = useState('');

  function press(key: KeypadKey): void {
    if (busy) return;
    const pin = key === 'erase' ? typed.slice(0, -1) : typed + key;
    if (pin.length < pinLength) {
      setTyped(pin);
      return;
    }
    setTyped('');
    attempt(signIn(till, { staffId: person.id, pin }));
  }

  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) latest.current(event.key as KeypadKey); // a digit is a key of the pad
      else if (event.key === 'Backspace') latest.current('erase');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <section className="pin-pad" aria-label={t('pinOf', { name: person.name })}>
      <p className="dots" role="status" aria-label={t('digitsTyped', { count: typed.length })}>
        {Array.from({ length: pinLength }, (_, index) => (
          <span key={index} className={index < typed.length || busy ? 'typed' : ''} />
        ))}
      </p>
      <p className="words" role="alert">
        {refusal?.message}
      </p>
      <Keypad left={null} disabled={busy} onKey={press} />
    </section>
  );
}
