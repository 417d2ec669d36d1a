import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamState } from './nats-streams.ts';

const everyMs = 3600_000;
/** A broker that is losing something, or coming back, is left alone for so long: then it says how things are. */
const patienceMs = 500;

export type Watched = {
  /** Makes what is missing of it; answers whether the broker had forgotten it. */
  restore(): Promise<boolean>;
};

export type BrokerWatch = {
  add(consumer: Watched): void;
  remove(consumer: Watched): void;
  /** Of each message that a stream has taken. */
  noteTaken(stream: string, sequence: number): void;
  /** Something is odd: look now, and again until all is well. */
  readonly look: () => void;
  stop(): Promise<void>;
};

/**
 * Finds out that a broker has forgotten [S11]: a stream that begins anew or ends before what it had confirmed, a consumer
 * that is gone or stands beyond its stream. It looks every hour, and whenever there is reason to. What is missing is made
 * again; what was lost is not there, so who is told has to drive it again.
 */
export function watchBroker(options: {
  readonly declare: () => Promise<readonly StreamState[]>;
  readonly known: readonly StreamState[];
  readonly forgotten: () => void;
}): BrokerWatch {
  const known = new Map(options.known.map((stream) => [stream.name, stream]));
  const consumers = new Set<Watched>();
  const stopping = new AbortController();
  let wanted = false;
  let looking = Promise.resolve();

  async function lookOnce(): Promise<boolean> {
    let forgot = false;
    for (const stream of await options.declare()) {
      const before = known.get(stream.name);
      if (before && (before.created !== stream.created || before.lastSequence > stream.lastSequence))
        forgot = true;
      known.set(stream.name, stream);
    }
    for (const consumer of consumers) if (await consumer.restore()) forgot = true;
    if (forgot) options.forgotten();
    return forgot;
  }

  /** Until the broker answers, and has forgotten nothing since the last look. */
  async function lookUntilWell(): Promise<void> {
    while (wanted) {
      await sleep(patienceMs, undefined, { signal: stopping.signal }).catch(() => undefined); // stopped meanwhile
      if (stopping.signal.aborted) return;
      wanted = false;
      const again = await lookOnce().catch(() => true); // away, or still starting
      if (again) wanted = true;
    }
  }

  function look(): void {
    if (!wanted) looking = looking.then(lookUntilWell);
    wanted = true;
  }

  const timer = setInterval(look, everyMs);
  return {
    add: (consumer) => void consumers.add(consumer),
    remove: (consumer) => void consumers.delete(consumer),
    noteTaken(name, sequence) {
      const stream = known.get(name);
      if (stream && sequence > stream.lastSequence) known.set(name, { ...stream, lastSequence: sequence });
    },
    look,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
    },
  };
}
