import { usualLockMinutes } from '@galley/shared/domain/branch.ts';
import { useEffect } from 'react';
import { signOut } from '../../actions/sign-out.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';

const signs = ['pointerdown', 'keydown', 'wheel'] as const;

/** Locks the till when nobody has touched it for a while; the order on screen stays for whoever comes next. */
export function IdleLock() {
  const { till, branch } = useSession();
  const { attempt } = useAttempt(false);
  const afterMs = (branch.lockAfterMinutes ?? usualLockMinutes) * 60_000;
  useEffect(() => {
    if (afterMs === 0) return;
    let touchedAt = Date.now();
    const touch = () => {
      touchedAt = Date.now();
    };
    // Looked at and not timed to the end: a device that slept through it locks as it wakes.
    const timer = setInterval(() => {
      if (Date.now() - touchedAt >= afterMs) attempt(signOut(till));
    }, 1000);
    for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [till, afterMs, attempt]);
  return null;
}
