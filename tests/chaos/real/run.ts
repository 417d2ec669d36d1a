import { startCluster } from '../../../server/test/cluster.ts';
import { type Outcome, run } from '../run.ts';
import type { Script } from '../script.ts';
import { startRealWorld } from './world.ts';

/** A supervisor waits two seconds, and a broker gives a dead worker ten seconds: rest takes longer among processes. */
const boundMs = 90_000;

/** A script against processes, on a PostgreSQL of its own, because it is killed as well. */
export async function runForReal(script: Script): Promise<Outcome> {
  const cluster = await startCluster();
  try {
    return await run(script, { clusterUrl: cluster.url, startWorld: startRealWorld, boundMs });
  } finally {
    await cluster.stop();
  }
}
