/** How a loop waits; an argument, so that tests hold the time. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** When a loop goes on: after `ms` at the latest; `patient` loops let no `wake` cut the wait short (backoff). */
export type Pause = { readonly ms: number; readonly patient: boolean };

export type Loop = {
  /** There may be something to do. */
  wake(): void;
  /** As `wake`, but ends a backoff too: the network is back, or a person wants it now. */
  hurry(): void;
  /** Ends a backoff and nothing else: another loop has reached the server. */
  resume(): void;
  /** Begins anew, and leaves behind whatever it waits for, even if that never ends [S7]. */
  restart(): void;
  /** Fulfilled when the signal has ended what runs; rejected by a bug. */
  readonly done: Promise<void>;
};

/**
 * Runs `step` again and again, one at a time, until the signal ends it. A step answers its own faults; whatever it
 * throws is a bug and ends the loop.
 */
export function startLoop(options: {
  readonly step: () => Promise<Pause>;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
}): Loop {
  const { step, sleep, signal } = options;
  let again = false;
  let waiting: { readonly patient: boolean; readonly alarm: AbortController } | null = null;
  let running = 0;
  signal.addEventListener('abort', () => waiting?.alarm.abort('woken'), { once: true });
  let end: { readonly resolve: () => void; readonly reject: (bug: unknown) => void };
  const done = new Promise<void>((resolve, reject) => {
    end = { resolve, reject };
  });
  begin();
  return {
    done,
    wake() {
      again = true;
      if (!waiting?.patient) waiting?.alarm.abort('woken');
    },
    hurry() {
      again = true;
      waiting?.alarm.abort('woken');
    },
    resume() {
      if (waiting?.patient) waiting.alarm.abort('woken');
    },
    restart() {
      waiting?.alarm.abort('woken');
      waiting = null;
      begin();
    },
  };

  function begin(): void {
    running += 1;
    const own = running;
    run(() => !signal.aborted && own === running).then(() => {
      if (own === running) end.resolve();
    }, end.reject);
  }

  async function run(goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      again = false;
      const pause = await step();
      if (!goesOn()) return;
      if (again && !pause.patient) continue; // woken while it worked
      const alarm = new AbortController();
      waiting = { patient: pause.patient, alarm };
      await sleep(pause.ms, alarm.signal);
      if (goesOn()) waiting = null;
    }
  }
}

/** Sleeps on real timers; an aborted sleep simply ends. */
export function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

/** Hands a bug to whoever watches for uncaught errors. */
export function throwLater(bug: unknown): void {
  queueMicrotask(() => {
    throw bug;
  });
}
