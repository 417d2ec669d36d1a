import { z } from 'zod';
import { ensureDebianPackages } from './install-debian.ts';
import { keepRunning, type Watched } from './keep-running.ts';
import { startNats } from './nats-server.ts';
import { type LocalPostgres, startPostgres } from './postgres.ts';

/** Where the server finds its databases and its broker: the environment of `main.ts`. */
export type ServiceAddresses = {
  readonly SYNC_DATABASE_URL: string;
  readonly SALES_DATABASE_URL: string;
  readonly INVENTORY_DATABASE_URL: string;
  readonly PAYMENTS_DATABASE_URL: string;
  readonly NOTIFICATIONS_DATABASE_URL: string;
  readonly NATS_URL?: string;
  readonly NATS_USERS?: string;
};
export type Services = {
  readonly addresses: ServiceAddresses;
  readonly notes: readonly string[];
  stop(): Promise<void>;
};

/**
 * Starts what the environment does not name: a private PostgreSQL, and a private NATS where there is one to be had. One
 * that dies is started again.
 */
export async function startServices(
  dataDir: string,
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Services> {
  const own: (Watched & { stop(): Promise<void> })[] = [];
  const notes: string[] = [];
  let databases = givenDatabases(environment);
  if (databases === null) {
    const postgres = await startPostgres({ dataDir });
    own.push({ name: 'database', ...postgres });
    databases = databasesOf(postgres);
  }
  let broker: Pick<ServiceAddresses, 'NATS_URL' | 'NATS_USERS'> = {};
  if (environment['NATS_URL'] === undefined) {
    ensureDebianPackages(['nats-server'], () => undefined);
    const nats = await startNats({ dataDir });
    if ('missing' in nats) notes.push(`Messages go by the direct bus: ${nats.missing}.`);
    else {
      broker = { NATS_URL: nats.url, NATS_USERS: nats.users };
      own.push({ name: 'message server', ...nats });
    }
  }
  const watch = keepRunning(own, say);
  return {
    addresses: { ...databases, ...broker },
    notes,
    async stop() {
      await watch.stop();
      for (const service of own.toReversed()) await service.stop();
    },
  };
}

/** All five, or none. */
export function givenDatabases(environment: NodeJS.ProcessEnv): ServiceAddresses | null {
  const given = databasesSchema.safeParse(environment);
  return given.success ? given.data : null;
}

const databasesSchema = z.object({
  SYNC_DATABASE_URL: z.string().min(1),
  SALES_DATABASE_URL: z.string().min(1),
  INVENTORY_DATABASE_URL: z.string().min(1),
  PAYMENTS_DATABASE_URL: z.string().min(1),
  NOTIFICATIONS_DATABASE_URL: z.string().min(1),
});

function databasesOf(postgres: LocalPostgres): ServiceAddresses {
  return {
    SYNC_DATABASE_URL: postgres.urlOf('galley_sync'),
    SALES_DATABASE_URL: postgres.urlOf('galley_sales'),
    INVENTORY_DATABASE_URL: postgres.urlOf('galley_inventory'),
    PAYMENTS_DATABASE_URL: postgres.urlOf('galley_payments'),
    NOTIFICATIONS_DATABASE_URL: postgres.urlOf('galley_notifications'),
  };
}
