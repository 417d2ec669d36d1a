import { bridge } from './bridge.ts';

/** Keeps the display awake while a shift is open: by the shell, or by the browser where it has a lock for it. */
export function createStayAwake(): (awake: boolean) => void {
  let wanted = false;
  let held: WakeLockSentinel | null = null;

  const hold = async () => {
    if (!wanted || held || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    held = await navigator.wakeLock.request('screen').catch(() => null); // a low battery says no
    // The browser takes it back when the page is hidden.
    held?.addEventListener('release', () => (held = null));
  };
  document.addEventListener('visibilitychange', () => void hold());

  return (awake) => {
    if (awake === wanted) return;
    wanted = awake;
    const shell = bridge();
    if (shell) void shell.keepAwake({ awake });
    else if (awake) void hold();
    else void held?.release();
  };
}
