import type { World } from '../../server/test/world.ts';
import type { FaultProxy } from './real/proxy.ts';

/** What a shop needs of its server, which may be one process or many. */
export type ShopWorld = AsyncDisposable &
  Pick<World, 'databases' | 'db' | 'url' | 'branchId' | 'products' | 'restart'> & {
    readonly processes?: Processes;
  };

/** The processes of a real installation, and what befalls them. Whoever is killed is started again by its supervisor. */
export type Processes = {
  /** `kill -9`, at whatever it was doing. */
  kill(pick: number): void;
  /** It stands still and holds what it has; then it goes on as if nothing had been. */
  freeze(pick: number, ms: number): Promise<void>;
  killBroker(): Promise<void>;
  /** PostgreSQL loses a process by `kill -9`, which ends them all: it recovers from its log. */
  killDatabase(): Promise<void>;
  readonly wire: FaultProxy;
};
