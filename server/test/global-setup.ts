import type { TestProject } from 'vitest/node';
import { startCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The maintenance database of the run's one PostgreSQL cluster. */
    clusterUrl: string;
  }
}

type Shared = { cluster?: ReturnType<typeof startCluster>; users: number };

/** Several projects need the cluster and each runs this file in a module graph of its own: they share one. */
const shared = globalThis as typeof globalThis & { galleyTestCluster?: Shared };

/** Starts the cluster for the first project that needs it, and stops it after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const state = (shared.galleyTestCluster ??= { users: 0 });
  state.users++;
  const cluster = await (state.cluster ??= startCluster());
  project.provide('clusterUrl', cluster.url);
  return async () => {
    state.users--;
    if (state.users === 0) await cluster.stop();
  };
}
