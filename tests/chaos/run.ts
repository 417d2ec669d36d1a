// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { booksOfServer } from '../contract/books.ts';
import { checkBooks } from './check-books.ts';
import { checkLog } from './check-log.ts';
import { checkTills } from './check-tills.ts';
import { gather } from './gather.ts';
import { perform } from './perform.ts';
import type { Script, Step } from './script.ts';
import { settle } from './settle.ts';
import { openShop, type Shop, type ShopOptions } from './shop.ts';
import { type Violation, violation } from './violation.ts';
import { createWatch } from './watch.ts';

export type Outcome = {
  readonly violations: readonly Violation[];
  readonly facts: number;
  readonly sales: number;
  readonly seconds: number;
};
export type RunOptions = ShopOptions & {
  /** How long it may take to come to rest [L1]. */
  readonly boundMs?: number;
  /** Called with the shop before its day begins; sabotage of its parts begins here. */
  readonly before?: (shop: Shop) => Promise<void> | void;
  /** And after it, to put right what was spoilt. */
  readonly after?: (shop: Shop) => Promise<void> | void;
};

/** How often what must hold at every moment is looked at: after each fault that could break it, and now and then. */
const lookEvery = 50;
const telling: readonly Step['do'][] = [
  'crash',
  'putBackDisk',
  'restoreServer',
  'restartServer',
  'twoWindows',
];

/** A shop's whole life by script: the day with its faults, the rest after them, and what the books say then. */
export async function run(script: Script, options: RunOptions = {}): Promise<Outcome> {
  const startedAt = performance.now();
  await using shop = await openShop(script, options);
  await options.before?.(shop);
  const violations = await live(shop, script.steps, options.boundMs);
  await options.after?.(shop);
  const { facts } = shop;
  return {
    violations,
    facts: facts.facts.size,
    sales: [...facts.facts.values()].filter(({ name }) => name === 'completeSale').length,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

async function live(shop: Shop, steps: readonly Step[], boundMs?: number): Promise<Violation[]> {
  const look = createWatch(shop);
  for (const [index, step] of steps.entries()) {
    try {
      await perform(shop, step);
    } catch (bug) {
      return [violation('bug', `step ${index} ${JSON.stringify(step)}: ${textOf(bug)}`)];
    }
    const found = index % lookEvery === 0 || telling.includes(step.do) ? await look(80) : [];
    if (found.length > 0) return found;
  }
  const stuck = await settle(shop, boundMs);
  const bugs = shop.bugs.map((bug) => violation('bug', `a till's loops ended: ${textOf(bug)}`));
  const found = [...bugs, ...stuck, ...(await check(shop, boundMs))];
  return found.length > 0 ? found : encore(shop);
}

async function check(shop: Shop, boundMs?: number): Promise<Violation[]> {
  await shop.late();
  const stuck = await settle(shop, boundMs);
  const holdings = await gather(shop);
  return [
    ...stuck,
    ...(await createWatch(shop)()),
    ...(await checkLog(shop, holdings)),
    ...(await checkBooks(shop, holdings)),
    ...(await checkTills(shop, holdings)),
  ];
}

/** [I16] Every message and every push comes once more: nothing changes. */
async function encore(shop: Shop): Promise<Violation[]> {
  const before = JSON.stringify(await booksOfServer(shop.world.databases));
  for (const { transport } of shop.devices) await transport.replayPushes();
  shop.broker?.redeliverAll();
  const stuck = await settle(shop);
  const after = JSON.stringify(await booksOfServer(shop.world.databases));
  return before === after
    ? stuck
    : [...stuck, violation('I16', 'the books changed when everything came again')];
}

function textOf(bug: unknown): string {
  return bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
}
