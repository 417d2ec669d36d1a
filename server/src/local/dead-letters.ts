import { parseArgs } from 'node:util';
import { mutations } from '@galley/shared/wire/mutations.ts';
import type { Pool } from 'pg';
import { openPool } from '../db/open.ts';
import { openLetterBox } from '../messaging/letter-box.ts';
import { dropLetter, type LetterBoxes, listLetters, replayLetter } from '../messaging/manage-letters.ts';
import type { Service } from '../messaging/streams.ts';
import { LocalServiceFault } from './fault.ts';
import { dataFolder } from './galley.ts';
import { findRunning } from './running.ts';
import { givenDatabases, type ServiceAddresses } from './services.ts';

const usage = `Usage: npm run dead-letters -- list
       npm run dead-letters -- replay <id> | --all
       npm run dead-letters -- drop <id> --reason <why>`;

/** `npm run dead-letters`: on the databases of the environment, or of the Galley that runs on the data folder. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { all: { type: 'boolean', default: false }, reason: { type: 'string', default: '' } },
  });
  const pools = openPools(givenDatabases(process.env) ?? findRunning(dataFolder())?.addresses);
  try {
    await perform(pools, positionals, values);
  } finally {
    await Promise.all(Object.values<Pool>(pools).map((pool) => pool.end()));
  }
}

async function perform(
  pools: Pools,
  [verb, id, ...more]: readonly string[],
  { all, reason }: { readonly all: boolean; readonly reason: string },
): Promise<void> {
  if (more.length > 0) throw new LocalServiceFault(usage);
  const boxes = boxesOf(pools);
  if (verb === 'list' && id === undefined) return list(boxes);
  if (verb === 'replay' && (id === undefined) === all) {
    const ids = id === undefined ? (await listLetters(boxes)).letters.map((letter) => letter.id) : [id];
    for (const each of ids) {
      const done = await replayLetter(boxes, { pool: pools.sync, table: mutations }, each, keepNothing);
      console.log(`${each}: ${done.ok ? done.value : done.message}`);
      if (!done.ok) process.exitCode = 1;
    }
    return;
  }
  if (verb === 'drop' && id !== undefined && reason.trim() !== '') {
    const done = await dropLetter(boxes, pools.sync, id, reason.trim(), keepNothing);
    if (!done.ok) throw new LocalServiceFault(done.message);
    console.log(`${id}: dropped; it is kept with your reason.`);
    return;
  }
  throw new LocalServiceFault(usage);
}

async function list(boxes: LetterBoxes): Promise<void> {
  const { letters } = await listLetters(boxes);
  if (letters.length === 0) console.log('There are no dead letters.');
  for (const { id, subject, cause, attempts, diedAt, lastTriedAt, state } of letters) {
    const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts, the last ${lastTriedAt}`;
    console.log(`${id}  ${diedAt}  ${tries}${state === 'replaying' ? ', being replayed' : ''}`);
    console.log(`  ${subject}\n  ${cause.replaceAll(/\s+/g, ' ').slice(0, 500)}`);
  }
}

type Pools = Readonly<Record<Service, Pool>>;

/** Whoever has this command has the databases: the audit log is about the office and the tills. */
const keepNothing = () => Promise.resolve();

function boxesOf(pools: Pools): LetterBoxes {
  return {
    sync: openLetterBox(pools.sync, 'sync', null),
    sales: openLetterBox(pools.sales, 'sales', null),
    inventory: openLetterBox(pools.inventory, 'inventory', null),
    payments: openLetterBox(pools.payments, 'payments', null),
    notifications: openLetterBox(pools.notifications, 'notifications', null),
  };
}

function openPools(addresses: ServiceAddresses | undefined): Pools {
  if (!addresses) {
    throw new LocalServiceFault(
      'No Galley runs here. Start it first, or set the addresses of its databases.',
    );
  }
  return {
    sync: openPool(addresses.SYNC_DATABASE_URL),
    sales: openPool(addresses.SALES_DATABASE_URL),
    inventory: openPool(addresses.INVENTORY_DATABASE_URL),
    payments: openPool(addresses.PAYMENTS_DATABASE_URL),
    notifications: openPool(addresses.NOTIFICATIONS_DATABASE_URL),
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof LocalServiceFault ? error.message : error);
  process.exit(1);
});
