import { startNats } from './nats-server.ts';
import { startPostgres } from './postgres.ts';
import { ensureDebianPackages } from './install-debian.ts';

/** Where the server finds its databases and its broker: the environment of `main.ts`. */
export type ServiceAddresses = {
  readonly SYNC_DATABASE_URL: string;
  readonly SALES_DATABASE_URL: string;
  readonly INVENTORY_DATABASE_URL: string;
  readonly PAYMENTS_DATABASE_URL: string;
  readonly NATS_URL?: string;
};
export type Services = {
  readonly addresses: ServiceAddresses;
  readonly notes: readonly string[];
  stop(): Promise<void>;
};

/** Starts what the environment does not name: a private PostgreSQL, and a private NATS where there is one to be had. */
export async function startServices(dataDir: string, environment: NodeJS.ProcessEnv): Promise<Services> {
  const stops: (() => Promise<void>)[] = [];
  const notes: string[] = [];
  const given = givenDatabases(environment);
  const databases = given ?? (await ownDatabases(dataDir, stops));
  let broker = environment['NATS_URL'];
  if (broker === undefined) {
    ensureDebianPackages(['nats-server'], () => undefined);
    const nats = await startNats({ dataDir });
    if ('missing' in nats) notes.push(`Messages go by the direct bus: ${nats.missing}.`);
    else {
      broker = nats.url;
      stops.push(() => nats.stop());
    }
  }
  return {
    addresses: { ...databases, ...(broker !== undefined && { NATS_URL: broker }) },
    notes,
    async stop() {
      for (const stop of stops.toReversed()) await stop();
    },
  };
}

function givenDatabases(env: NodeJS.ProcessEnv): ServiceAddresses | null {
  const { SYNC_DATABASE_URL, SALES_DATABASE_URL, INVENTORY_DATABASE_URL, PAYMENTS_DATABASE_URL } = env;
  if (!SYNC_DATABASE_URL || !SALES_DATABASE_URL || !INVENTORY_DATABASE_URL || !PAYMENTS_DATABASE_URL)
    return null;
  return { SYNC_DATABASE_URL, SALES_DATABASE_URL, INVENTORY_DATABASE_URL, PAYMENTS_DATABASE_URL };
}

async function ownDatabases(dataDir: string, stops: (() => Promise<void>)[]): Promise<ServiceAddresses> {
  const postgres = await startPostgres({ dataDir });
  stops.push(() => postgres.stop());
  return {
    SYNC_DATABASE_URL: postgres.urlOf('galley_sync'),
    SALES_DATABASE_URL: postgres.urlOf('galley_sales'),
    INVENTORY_DATABASE_URL: postgres.urlOf('galley_inventory'),
    PAYMENTS_DATABASE_URL: postgres.urlOf('galley_payments'),
  };
}
