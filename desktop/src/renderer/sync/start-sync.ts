import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import type { Bucket } from '../db/rows.ts';
import { watchTable } from '../db/watch-table.ts';
import { checkBuckets } from './check-buckets.ts';
import { type Client, createClient } from './client.ts';
import { childOf, ended } from './abort.ts';
import { guard } from './guard.ts';
import { leadWhenElected } from './leader.ts';
import { listen } from './live.ts';
import { type Loop, type Pause, type Sleep, sleepFor, startLoop, throwLater } from './loop.ts';
import { ownPinKey } from './pepper-pins.ts';
import { pruneHistory } from './prune-history.ts';
import { pruneOutbox } from './prune-outbox.ts';
import { pull } from './pull.ts';
import { createPush } from './push.ts';
import { Offline } from './faults.ts';
import { type Signer, tillSigner } from './signer.ts';
import { countUnsettled } from './status.ts';
import type { Storage } from './till-status.ts';
import { createWatchdog, type Remedy, watchMs } from './watchdog.ts';

export type SyncOptions = {
  readonly db: GalleyDatabase;
  readonly now: Clock;
  readonly fetch?: typeof fetch;
  readonly sleep?: Sleep;
  readonly random?: () => number;
  readonly appVersion?: string;
  /** What is told about the place where the sales are kept; the browser, unless a test says it. */
  readonly askStorage?: () => Promise<Storage>;
  /** A bug ended the loops: for the top of the program, which shows it. */
  readonly crashed?: (bug: unknown) => void;
};

export type Sync = {
  /** The network is back, or a person wants it now: ends every wait. */
  wake(): void;
  stop(): Promise<void>;
  pullOnce(): Promise<'upToDate' | 'more' | 'off'>;
  pushOnce(): Promise<'idle' | 'more' | 'off'>;
  /** Compares all with the server, now and not in its turn; answers what differed [S23]. */
  checkOnce(): Promise<Bucket[] | null>;
  /** Waits until the feed has settled everything that was recorded here. */
  drain(): Promise<void>;
};

/** How often the feed is asked whatever happens [S22]. */
const pollMs = 25_000;
/** What is recorded within this time goes together. */
const gatherMs = 10;
/** How often what is here is compared with what the server has [S23]. */
const checkMs = 15 * 60_000;
/** What was compared so lately is as good as compared now. */
const recentMs = 60_000;
/** How often the outbox is looked at whatever happens; a third of the heartbeat of an idle till [S24]. */
const lookMs = 20_000;
/** How often old entries are looked for that nobody needs any more [S5]. */
const pruneMs = 6 * 3_600_000;
/** How long the loops of a term may take to end; what hangs is left behind [S7]. */
const graceMs = 2000;
const notYet: Pause = { ms: 1000, patient: false };

/** Starts the till's loops. One that is not enrolled yet waits until it is. */
export function startSync(options: SyncOptions): Sync {
  const { db, now, sleep = sleepFor, fetch = globalThis.fetch } = options;
  /** Kept from one request to the next, for its token, until the till is enrolled anew. */
  let kept: { readonly incarnation: number; readonly signer: Signer } | null = null;
  return start(options, 'till', async (signal) => {
    const identity = await readMeta(db, 'identity');
    const signingKey = await readMeta(db, 'signingKey');
    if (!identity || !signingKey) return null;
    const { till, incarnation, serverUrl } = identity;
    if (kept?.incarnation !== incarnation || kept.signer.till !== till.id) {
      kept = { incarnation, signer: tillSigner(till.id, signingKey) };
    }
    return createClient({ db, serverUrl, fetch, now, sleep, signer: kept.signer, signal });
  });
}

/** The office reads the same feed with its session cookie; it records nothing yet, so it pushes nothing. */
export function startOfficeSync(
  options: SyncOptions & { readonly serverUrl: string; readonly branchId?: BranchId },
): Sync {
  const { db, now, serverUrl, branchId: branch = null, sleep = sleepFor, fetch = globalThis.fetch } = options;
  return start(options, 'office', (signal) =>
    Promise.resolve(createClient({ db, serverUrl, fetch, now, sleep, signer: null, branch, signal })),
  );
}

function start(
  options: SyncOptions,
  kind: 'till' | 'office',
  connect: (signal: AbortSignal) => Promise<Client | null>,
): Sync {
  const { db, now, sleep = sleepFor, random = Math.random, askStorage } = options;
  const life = new AbortController();
  const newPush = () =>
    createPush({
      db,
      now,
      appVersion: options.appVersion ?? 'development',
      ...(askStorage && { askStorage }),
    });
  let push = newPush();
  let loops: { readonly push: Loop | null; readonly pull: Loop; readonly live: Loop } | null = null;

  /** One of them has reached the server again: the others would wait for up to a minute to find out. */
  const resumeAll = () => {
    for (const loop of [loops?.push, loops?.pull, loops?.live]) loop?.resume();
  };
  const hurryAll = () => {
    for (const loop of [loops?.push, loops?.pull, loops?.live]) loop?.hurry();
  };

  const locks = globalThis.navigator?.locks;
  const { signal } = life;
  const done = leadWhenElected({ db, id: String(random()), now, sleep, signal, locks }, lead);
  done.catch(options.crashed ?? throwLater);

  return {
    wake: hurryAll,
    async stop() {
      life.abort();
      await done;
    },
    async pullOnce() {
      const client = await connect(signal);
      return client ? pull(client, db, now) : 'off';
    },
    async pushOnce() {
      const client = await connect(signal);
      return client ? push(client) : 'off';
    },
    async checkOnce() {
      const client = await connect(signal);
      return client && checkBuckets(client, db, now);
    },
    async drain() {
      while (!signal.aborted && (await countUnsettled(db)) > 0) await sleep(50, signal);
    },
  };

  async function lead(term: AbortSignal): Promise<void> {
    const tenure = childOf(term);
    const over = new AbortController();
    /** What every request hangs on, so that all of them can be cut at once. */
    let line = childOf(tenure.signal);
    const loop = (
      key: Parameters<typeof guard>[1],
      step: (client: Client) => Promise<Pause>,
      connection = () => line.signal,
    ) =>
      startLoop({
        step: guard({ db, now, random, signal: tenure.signal, recovered: resumeAll }, key, async () => {
          const client = await connect(connection());
          return client ? step(client) : notYet;
        }),
        sleep,
        signal: tenure.signal,
      });
    const pushLoop =
      kind === 'office'
        ? null
        : loop('pushFault', async (client) => {
            await sleep(gatherMs, tenure.signal);
            if ((await push(client)) === 'more') return { ms: 0, patient: false };
            return { ms: lookMs, patient: false };
          });
    // Tills that start together compare at different times.
    let checkedAt = now() - random() * checkMs;
    const pullLoop = loop('pullFault', async (client) => {
      // So that what an older version has kept of PINs is under it before anything else is done.
      if (kind === 'till') await ownPinKey(db);
      if ((await pull(client, db, now)) === 'upToDate') {
        if (Math.abs(now() - checkedAt) >= checkMs) {
          checkedAt = now();
          await checkBuckets(client, db, now);
        }
        return { ms: pollMs, patient: false };
      }
      // It may have been the snapshot of a restored server, which lacks what this till has sent before [S10].
      pushLoop?.wake();
      return { ms: 0, patient: false };
    });
    const liveLoop = loop(null, async (client) => {
      await listen(client, line.signal, () => pullLoop.wake());
      return { ms: random() * 1000, patient: true };
    });
    loops = { push: pushLoop, pull: pullLoop, live: liveLoop };
    const pruner =
      pushLoop &&
      loop(null, async () => {
        await pruneOutbox(db, now);
        await pruneHistory(db, now);
        return { ms: pruneMs, patient: false };
      });
    const look = createWatchdog({ db, now });
    const watchdog =
      pushLoop &&
      loop(
        null,
        async (client) => {
          const found = await look(client);
          if (found) remedies[found.remedy](found.state === 'waiting' ? pushLoop : pullLoop);
          return { ms: watchMs, patient: false };
        },
        () => tenure.signal,
      );
    const remedies: Readonly<Record<Remedy, (idle: Loop) => void>> = {
      restartLoop: (idle) => idle.restart(),
      newSocket() {
        line.abort(new Offline('The connection was given up, because nothing moved on it.'));
        line = childOf(tenure.signal);
        push = newPush();
        for (const each of [pushLoop, pullLoop, liveLoop]) each?.restart();
      },
      handOver: () => tenure.abort(),
      tellPerson() {}, // the status says it, as long as nothing moves
    };
    // A sale in any window of this profile wakes the loop of the one that leads.
    const unwatchOutbox = watchTable(db, 'outbox', () => pushLoop?.wake());
    // A shift begins with records that are known to be right.
    const unwatchShifts = watchTable(db, 'shifts', () => {
      if (Math.abs(now() - checkedAt) < recentMs) return;
      checkedAt = Number.NEGATIVE_INFINITY;
      pullLoop.wake();
    });
    try {
      const done = [pushLoop, pullLoop, liveLoop, pruner, watchdog].map(
        (each) => each?.done ?? Promise.resolve(),
      );
      const late = ended(tenure.signal).then(() => sleep(graceMs, over.signal));
      await Promise.race([Promise.all(done), late]);
    } finally {
      over.abort();
      tenure.abort();
      unwatchOutbox();
      unwatchShifts();
      loops = null;
    }
  }
}
