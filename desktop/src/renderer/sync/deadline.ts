import { type Sleep, sleepFor } from './loop.ts';

export type Deadline = {
  readonly signal: AbortSignal;
  /** What it answers, or the reason why it took too long. */
  orLate<T>(promise: Promise<T>): Promise<T>;
  /** Starts the time anew. */
  extend(ms: number): void;
  /** It was reached in time, or is not wanted any more. */
  clear(): void;
};

/**
 * A signal that ends when the time is up or the parent ends. Made by hand, and waited for beside the request, because
 * both what `AbortSignal.any` returns and what `fetch` follows may be collected while the request still waits for it
 * (Node 20), which then waits for ever.
 */
export function startDeadline(
  ms: number,
  parent: AbortSignal | undefined,
  late: () => unknown,
  sleep: Sleep = sleepFor,
): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const follow = () => controller.abort(parent?.reason);
  let alarm = new AbortController();
  const giveUpAfter = (patienceMs: number) => {
    alarm.abort();
    const { signal: stopped } = (alarm = new AbortController());
    void sleep(patienceMs, stopped).then(() => stopped.aborted || controller.abort(late()));
  };
  giveUpAfter(ms);
  if (parent?.aborted) follow();
  parent?.addEventListener('abort', follow, { once: true });
  return {
    signal,
    orLate(promise) {
      return new Promise((resolve, reject) => {
        const end = () => reject(signal.reason);
        if (signal.aborted) end();
        signal.addEventListener('abort', end, { once: true });
        promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
      });
    },
    extend: giveUpAfter,
    clear() {
      alarm.abort();
      parent?.removeEventListener('abort', follow);
    },
  };
}
