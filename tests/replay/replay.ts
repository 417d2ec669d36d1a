import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatAmount, type Money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { attach } from '@galley/server/local/attach.ts';
import { type PastOrder, readOrders } from './read-orders.ts';
import { type ReplayTill, startReplayTill } from './replay-till.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

const usage = `Usage: npm run replay -- --menu <menu.csv> --orders <orders.csv> [--branch NAME] [--currency CODE] [--tills N]

Rings up a restaurant's past orders through the till's own actions, sends them through the server and waits until the
feed has confirmed every one. The same orders again change nothing. The branch (default: Replay) is made if needed.`;

/** `npm run replay`: enrol, pull, ring up while the loops send, wait for the feed, tell what the books say. */
async function main(): Promise<void> {
  const args = readArgs();
  const menu = readInput(args.menu);
  const csv = readInput(args.orders);
  const galley = await attach();
  const tills: ReplayTill[] = [];
  try {
    await replay();
  } finally {
    await Promise.all(tills.map((till) => till.sync.stop()));
    await galley.stop();
  }

  async function replay(): Promise<void> {
    const branch = await galley.branch(args.branch, { currency: args.currency });
    const imported = await galley.importMenu(branch, menu);
    for (const problem of imported.problems) console.log(`Menu: line ${problem.line}: ${problem.message}`);
    for (let number = 1; number <= args.tills; number += 1) {
      const code = `R${number}`;
      const enrolmentCode = await galley.enrolCode(branch, code, `Replay ${number}`);
      tills.push(await startReplayTill({ serverUrl: galley.url, branch, code, enrolmentCode }));
    }
    const first = must(tills[0], 'the arguments ask for one till at least');

    const { orders, problems } = readOrders(csv, new Set(first.productBySku.keys()));
    for (const problem of problems) console.log(`Orders: ${problem}`);
    const fresh: PastOrder[] = [];
    for (const order of orders) if (!(await first.isSold(order))) fresh.push(order);

    const startedAt = performance.now();
    await Promise.all(
      tills.map((till, index) =>
        ringUpAll(
          till,
          fresh.filter((_, n) => n % tills.length === index),
        ),
      ),
    );
    await Promise.all(tills.map((till) => waitUntilSettled(till.db)));
    const seconds = (performance.now() - startedAt) / 1000;

    const books = await galley.totalsByCategory(branch);
    const amount = (value: Money) => formatAmount(value, branch.currency);
    const heading = `${branch.name}: ${books.sales} orders with ${books.lines} lines`;
    console.log(`${heading}, ${branch.currency} ${amount(books.total)}`);
    for (const { name, total } of books.categories) {
      console.log(`  ${name.padEnd(20)} ${amount(total).padStart(14)}`);
    }
    const rate = fresh.length > 0 ? `, ${(fresh.length / seconds).toFixed(0)} sales a second` : '';
    const before = orders.length - fresh.length;
    console.log(`Rung up now: ${fresh.length}, there before: ${before}; ${seconds.toFixed(1)} s${rate}`);
  }
}

async function ringUpAll(till: ReplayTill, orders: readonly PastOrder[]): Promise<void> {
  for (const order of orders) await till.ringUp(order);
}

function readArgs() {
  const { values } = parseArgs({
    options: {
      menu: { type: 'string' },
      orders: { type: 'string' },
      branch: { type: 'string', default: 'Replay' },
      currency: { type: 'string', default: 'USD' },
      tills: { type: 'string', default: '1' },
    },
  });
  const { menu, orders, branch, currency } = values;
  const tills = Number(values.tills);
  if (menu === undefined || orders === undefined || !Number.isInteger(tills) || tills < 1)
    throw new UsageFault(usage);
  return { menu, orders, branch, currency, tills };
}

function readInput(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageFault(`${file} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

/** Something that the person who calls can put right. */
class UsageFault extends Error {
  override name = 'UsageFault';
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof UsageFault ? error.message : error);
    process.exit(1);
  },
);
