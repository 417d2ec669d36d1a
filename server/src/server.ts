import { join } from 'node:path';
import type { Response } from 'express';
import { mutations, type MutationTable } from '@galley/shared/wire/mutations.ts';
import type { Logger } from 'pino';
import type { Config, Role } from './config.ts';
import { openPool, openSyncDatabase } from './db/open.ts';
import { applyMigrations, ensureDatabase } from './db/migrate.ts';
import { openDownloads } from './downloads/open-downloads.ts';
import { startHttp } from './http/app.ts';
import { createSigningKeys } from './identity/signing-keys.ts';
import { createTillTokens } from './identity/till-tokens.ts';
import { startInventory } from './inventory/worker.ts';
import { startAnsweringLetters } from './messaging/ask-letters.ts';
import type { Bus } from './messaging/bus.ts';
import { createLog } from './log.ts';
import { openBuses, shared } from './messaging/open-buses.ts';
import { startRelay } from './messaging/relay.ts';
import type { WorkerContext } from './messaging/rules.ts';
import { startPruning, syncKeeps, workersKeep } from './messaging/retention.ts';
import { countLetters, startTellingLetters } from './messaging/letter-count.ts';
import { openSettledWindow } from './messaging/settled-window.ts';
import type { Service } from './messaging/streams.ts';
import type { Gateway } from './payments/gateway/gateway.ts';
import { openGateway } from './payments/gateway/open-gateway.ts';
import { startPricing } from './menu/price-online.ts';
import { startNotifications } from './notifications/worker.ts';
import { startPayments } from './payments/worker.ts';
import type { OnlineTimes } from './sales/online/start-online.ts';
import { startSales } from './sales/worker.ts';
import { leaveOldHistory, readEpoch } from './sync/epoch.ts';
import { startFeedRetention } from './sync/feed-retention.ts';
import { startProjector } from './sync/projector.ts';
import { startRelease } from './sync/release.ts';
import { startResolver } from './sync/resolver.ts';
import { startAnnouncing } from './sync/settled-before.ts';
import { countsAsLost, quotedPayload } from './sync/command-text.ts';
import { driveAll, startSweeper } from './sync/sweeper.ts';

export type GalleyServer = { readonly url: string | null; stop(): Promise<void> };
type Part = { stop(): Promise<void> | void };

const migrations = join(import.meta.dirname, '../prisma');

/**
 * Parts that a test brings along: the courier, how often the log is looked through for what it lost [S11], and what this
 * server knows of mutations, which makes it an older or a newer one [S4]; where it writes its log; the gateway.
 */
export type Given = {
  readonly bus?: Bus;
  readonly sweepMs?: number;
  readonly table?: MutationTable;
  readonly log?: Logger;
  readonly gateway?: Gateway;
  /** How long an online order waits to be paid. */
  readonly online?: OnlineTimes;
};

/** Starts the roles of one process. They stop in the order the last one started first. */
export async function startServer(config: Config, given: Given = {}): Promise<GalleyServer> {
  const table = given.table ?? mutations;
  const log = given.log ?? createLog(config.LOG_LEVEL);
  const parts: Part[] = [];
  const has = (role: Config['GALLEY_ROLES'][number]) => config.GALLEY_ROLES.includes(role);
  let url: string | null = null;

  let forgotten: () => void = () => undefined; // another process drives again, and finds it by its own watch
  const services = [...new Set(config.GALLEY_ROLES.map(serviceOf))];
  const buses = given.bus ? shared(given.bus) : await openBuses(config, services, () => forgotten());
  parts.push({ stop: () => buses.close() });

  const startPaymentsBy = async (context: WorkerContext) =>
    startPayments(context, given.gateway ?? (await openGateway(config)));
  const workers = [
    {
      role: 'sales',
      databaseUrl: config.SALES_DATABASE_URL,
      start: (context: WorkerContext) => startSales(context, given.online),
    },
    { role: 'inventory', databaseUrl: config.INVENTORY_DATABASE_URL, start: startInventory },
    { role: 'payments', databaseUrl: config.PAYMENTS_DATABASE_URL, start: startPaymentsBy },
    {
      role: 'notifications',
      databaseUrl: config.NOTIFICATIONS_DATABASE_URL,
      start: (context: WorkerContext) => startNotifications(context, config),
    },
  ] as const;
  // Who relays before all listen says into the void what the last process left to say: the direct bus keeps nothing.
  const startRelays: (() => void)[] = [];
  for (const worker of workers) {
    if (!has(worker.role)) continue;
    await migrate(worker.databaseUrl, worker.role);
    const pool = openPool(worker.databaseUrl);
    const bus = buses.of(worker.role);
    let wakeRelay: () => void = () => undefined;
    startRelays.push(() => {
      const relay = startRelay(pool, bus, log);
      wakeRelay = relay.wake;
      parts.push(relay);
    });
    parts.push(
      { stop: () => pool.end() },
      startPruning({ pool, bus, log }, workersKeep),
      startTellingLetters({ pool, bus, log }, worker.role),
      startAnsweringLetters({ pool, bus, log }, worker.role),
      await worker.start({ pool, bus, log, wakeRelay: () => wakeRelay() }),
    );
  }

  if (has('api') || has('relay') || has('sync')) {
    await migrate(config.SYNC_DATABASE_URL, 'sync');
    const bus = buses.of('sync');
    const db = openSyncDatabase(config.SYNC_DATABASE_URL);
    parts.push({ stop: () => db.close() });
    let wakeRelay: () => void = () => undefined; // another process relays, and finds new rows by its poll
    if (has('sync')) {
      await leaveOldHistory(db.pool, bus);
      const context = { pool: db.pool, bus, log, wakeRelay: () => wakeRelay() };
      parts.push(
        await startProjector(context),
        await startResolver(context, table),
        startRelease(context, table),
        startPricing(context),
        startPruning(context, syncKeeps),
        startTellingLetters(context, 'sync'),
        startAnnouncing(context),
        startFeedRetention(context),
      );
    }
    if (has('relay')) {
      await driveAll(db.pool);
      const window = openSettledWindow(bus, () => wakeRelay());
      const relay = startRelay(db.pool, bus, log, window, { payload: quotedPayload, mark: countsAsLost });
      wakeRelay = relay.wake;
      const sweeper = startSweeper(db.pool, log, relay.wake, given.sweepMs);
      forgotten = sweeper.sweepAll;
      parts.push(window, relay, sweeper);
    }
    if (has('api')) {
      const letters = countLetters(bus);
      parts.push(letters);
      const epoch = await readEpoch(db.pool);
      const tokens = createTillTokens(createSigningKeys(db.pool));
      const mails = config.SMTP_URL === undefined ? config.GALLEY_MAILS : undefined;
      const api = {
        mails,
        db,
        bus,
        log,
        letters,
        epoch,
        tokens,
        table,
        wakeRelay,
        webhookSecrets: config.STRIPE_WEBHOOK_SECRET,
        liveResponses: new Set<Response>(),
      };
      const options = {
        port: config.PORT,
        host: config.HOST,
        apps: config.GALLEY_APPS,
        origins: config.GALLEY_ORIGINS,
        orderOrigins: config.GALLEY_ORDER_ORIGINS,
        downloads: openDownloads(config),
      };
      const http = await startHttp(api, options);
      url = http.url;
      parts.push(http);
    }
  }
  for (const start of startRelays) start();
  announce(log, config, url);
  let stopped: Promise<void> | undefined;
  const stopParts = async () => {
    for (const part of parts.toReversed()) await part.stop();
  };
  return { url, stop: () => (stopped ??= stopParts()) };
}

async function migrate(databaseUrl: string, name: string): Promise<void> {
  await ensureDatabase(databaseUrl);
  await applyMigrations(databaseUrl, join(migrations, name, 'migrations'));
}

function serviceOf(role: Role): Service {
  return role === 'api' || role === 'relay' ? 'sync' : role;
}

function announce(log: Logger, config: Config, url: string | null): void {
  const bus = config.NATS_URL === undefined ? 'direct' : 'nats';
  log.info({ roles: config.GALLEY_ROLES, url, bus }, 'Galley is ready');
}
