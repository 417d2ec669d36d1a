import { setTimeout as wait } from 'node:timers/promises';
import { readMeta } from '@galley/desktop/renderer/db/database.ts';
import type { OutboxRow } from '@galley/desktop/renderer/db/rows.ts';
import type { Till } from '../contract/till.ts';
import { readHead } from './gather.ts';
import { forgiveRefusal } from './serve.ts';
import type { Device, Shop } from './shop.ts';
import { type Violation, violation } from './violation.ts';

/** The bound of [L1]: as long as a till's longest wait ten times over, as hasty as it is. */
const longestMs = 40_000;

/**
 * [L1] The faults end, and everything comes to rest by itself: nobody presses anything. Only what a till asks a person
 * for is done: it is enrolled again when it says that it has to be.
 */
export async function settle(shop: Shop, boundMs = longestMs): Promise<Violation[]> {
  const { broker, devices, world } = shop;
  for (const device of devices) device.transport.setWeather('fine');
  broker?.setMoody(false);
  world.processes?.wire.setBadness(0);
  // A consumer beyond its stream's end is found at the server's start [S11].
  if (broker?.asleep()) await world.restart();
  const deadline = Date.now() + boundMs;
  await sortOutTwins(shop, deadline);
  for (;;) {
    const left = await unrest(shop);
    if (left.length === 0) return [];
    if (Date.now() > deadline) return left.map((words) => violation('L1', words));
    for (const device of devices) await helpIfAsked(shop, device);
    await wait(40);
  }
}

/** In words, what has not come to rest yet. */
async function unrest(shop: Shop): Promise<string[]> {
  const { pools, devices } = shop;
  const { rows } = await pools.sync.query<{ state: string; count: number }>(
    `select concat_ws(' ', 'stored and not settled, awaiting', awaiting::text, min(id::text), 'driven', max(drives)) as state,
            count(*)::int as count from mutation where state = 'stored' group by awaiting
     union all select 'not relayed', count(*)::int from outbox where state = 'new'`,
  );
  const words = rows
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `the server has ${count} ${state}`);
  const { epoch, head } = await readHead(shop);
  for (const { till, name, retired } of devices) {
    const open = await openRows(till);
    if (open.length > 0) words.push(`${name} has ${open.length} entries that are not settled, the first is ${open[0]?.incarnation}.${open[0]?.number} ${open[0]?.state}; ${await till.pushFault()}`); // prettier-ignore
    const forks = await openForks(till);
    if (forks > 0) words.push(`${name} has ${forks} forks that nobody has dealt with`);
    const cursor = await readMeta(till.db, 'cursor');
    if (retired) continue;
    if (cursor?.epoch !== epoch) words.push(`${name} reads another history`);
    else if (cursor.version !== head) words.push(`${name} has read ${cursor.version} of ${head}`);
  }
  return words;
}

/** What waits for the machine. A fork and a quarantined entry are safe on the server and wait for people. */
async function openRows({ db }: Till): Promise<OutboxRow[]> {
  const rows = await db.outbox.where('state').anyOf('waiting', 'stored').toArray();
  return rows.filter(({ state, verdict }) => state === 'waiting' || verdict !== 'quarantined');
}

/** A fork that nobody has dealt with: the till asks for a person, who enrols it again, and it says the same anew [S10]. */
async function openForks({ db }: Till): Promise<number> {
  return db.outbox
    .where('state')
    .equals('fork')
    .filter(({ resolution }) => resolution === undefined)
    .count();
}

async function helpIfAsked(shop: Shop, { till, tillId, retired }: Device): Promise<void> {
  if (retired) return;
  const fault = await till.pushFault();
  const identity = await readMeta(till.db, 'identity');
  const [fork] = await till.db.outbox.where('state').equals('fork').toArray();
  const isForked = fork !== undefined && fork.incarnation === identity?.incarnation;
  if (isForked || fault === 'needsSignIn' || fault === 'stuck')
    await till.enrolAgain(await shop.newCode(tillId)).catch(forgiveRefusal);
}

/** Of two machines that are one till, one tells what it has and is put away; then the other one goes on. */
async function sortOutTwins(shop: Shop, deadline: number): Promise<void> {
  for (const copy of shop.devices) {
    const twin = shop.devices.find((other) => other !== copy && other.tillId === copy.tillId);
    if (!twin || twin.retired || copy.retired || shop.devices.indexOf(copy) < shop.devices.indexOf(twin))
      continue;
    twin.transport.setWeather('cut');
    await copy.till.enrolAgain(await shop.newCode(copy.tillId)).catch(forgiveRefusal);
    while (Date.now() < deadline) {
      if ((await openRows(copy.till)).length + (await openForks(copy.till)) === 0) break;
      await helpIfAsked(shop, copy);
      await wait(40);
    }
    copy.retired = true;
    copy.transport.setWeather('cut');
    twin.transport.setWeather('fine');
    await twin.till.enrolAgain(await shop.newCode(twin.tillId)).catch(forgiveRefusal);
  }
}
