import { setImmediate as tick, setTimeout as wait } from 'node:timers/promises';
import { readPlace, recordMutation } from '@galley/desktop/renderer/actions/record-mutation.ts';
import { inTransaction } from '@galley/server/db/transaction.ts';
import { askInventory } from '@galley/server/sync/requests.ts';
import { newId, type StaffId, uuidv7 } from '@galley/shared/values/ids.ts';
import type { MutationData } from '@galley/shared/wire/mutations.ts';
import { must } from '@galley/shared/values/must.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import { Dexie } from 'dexie';
import { databaseNames } from '../../server/test/database-pool.ts';
import { backUp } from '../contract/backup.ts';
import { readImage } from '../contract/store.ts';
import type { Till } from '../contract/till.ts';
import type { Step } from './script.ts';
import { endShift, forgiveRefusal, giveBack, moveCash, moveSome, openOrders, products, sellOne, serve, unreadable } from './serve.ts'; // prettier-ignore
import type { Device, Shop } from './shop.ts';

/** Does one step. Work that the till refuses is done with; everything else that is thrown is a finding. */
export async function perform(shop: Shop, step: Step): Promise<void> {
  if (!('till' in step)) return performThere(shop, step);
  await performAt(shop, must(shop.devices[step.till % shop.devices.length], 'a shop has tills'), step);
}

type TillStep = Extract<Step, { readonly till: number }>;

async function performAt(shop: Shop, device: Device, step: TillStep): Promise<void> {
  const { till, transport, time, tillId } = device;
  switch (step.do) {
    case 'openShift':
      await till.openShift().catch(forgiveRefusal);
      return;
    case 'sell':
      return show(shop, sellOne(till, step.pick));
    case 'serve':
      return show(shop, serve(till, step.pick));
    case 'refund':
      return giveBack(till, step.pick);
    case 'moveLines':
      return moveSome(till, step.pick);
    case 'moveCash':
      return moveCash(till, step.pick);
    case 'endShift':
      return endShift(till, step.pick);
    case 'settleTwice':
      return settleTwice(shop, till, step.pick);
    case 'twoWindows':
      return twoWindows(shop, till, step.pick);
    case 'poison':
      return poison(device);
    case 'weather':
      return transport.setWeather(step.weather);
    case 'crash':
      return crash(shop, device, step.pick);
    case 'reopen':
      return till.reopen();
    case 'enrolAgain':
      return enrolAgain(shop, device);
    case 'copyDisk':
      device.image = await readImage(till.db);
      return;
    case 'putBackDisk':
      return putBackDisk(shop, device);
    case 'clone':
      if (shop.devices.some((other) => other !== device && other.tillId === tillId)) return;
      return shop.clone(device);
    case 'setClock':
      return step.hours === 0 ? time.setRight() : time.jump(step.hours * 3600_000);
  }
}

async function performThere(shop: Shop, step: Exclude<Step, TillStep>): Promise<void> {
  const { world, broker } = shop;
  switch (step.do) {
    case 'rest':
      return wait(step.ms);
    case 'restock':
      return restock(shop, step.pick);
    case 'restartServer':
      return world.restart();
    case 'backUpServer':
      shop.backup = await backUp(world.databases);
      return;
    case 'restoreServer':
      return restoreServer(shop);
    case 'cutDatabase':
      return cutDatabase(shop, step.pick);
    case 'moody':
      return broker?.setMoody(step.on);
    case 'brokerRepeats':
      return broker?.redeliverAll();
    case 'brokerForgets':
      if (step.what === 'suffix') broker?.forgetSuffix((step.pick % 40) + 1);
      else if (step.what === 'sequence') broker?.restartSequence();
      else broker?.forgetConsumers();
      return;
    case 'killProcess':
      return world.processes?.kill(step.pick);
    case 'freezeProcess':
      return world.processes?.freeze(step.pick, step.ms);
    case 'killBroker':
      return world.processes?.killBroker();
    case 'killDatabase':
      return world.processes?.killDatabase();
    case 'badWire':
      return world.processes?.wire.setBadness(step.percent);
    case 'cutWire':
      return world.processes?.wire.cut();
  }
}

async function show(shop: Shop, work: ReturnType<typeof serve>): Promise<void> {
  const sale = await work.catch(forgiveRefusal);
  if (sale) shop.facts.show(sale);
}

/** Two waiters who cannot hear of each other take the money for one table [S15]. */
async function settleTwice(shop: Shop, till: Till, pick: number): Promise<void> {
  const [order] = (await openOrders(till)).filter(({ rounds }) => rounds > 0);
  const others = shop.devices.filter((device) => device.till !== till);
  const other = must(others[pick % others.length], 'a shop has two tills');
  if (!order || !(await other.till.db.orders.get(order.id))) return;
  await Promise.all([show(shop, till.pay(order)), show(shop, other.till.pay(order))]);
}

/** One profile, two windows, one moment: numbers stay dense, and two loops that sync do no harm [S3] [S6]. */
async function twoWindows(shop: Shop, till: Till, pick: number): Promise<void> {
  const second = await till.window();
  await Promise.all([show(shop, sellOne(till, pick)), show(shop, sellOne(second, pick + 1))]);
  await second.sync.stop();
  second.db.close();
}

/** The power goes while somebody is paying: after so many turns of the machine, at whatever it was waiting for. */
async function crash(shop: Shop, device: Device, pick: number): Promise<void> {
  const paying = show(shop, sellOne(device.till, pick)).catch(forgiveCut);
  for (let turn = pick % 60; turn > 0; turn -= 1) await tick();
  device.transport.hangUp();
  await device.till.crash();
  await paying;
}

/** The program that was cut off hears that its database is gone; its people hear nothing. */
function forgiveCut(fault: unknown): void {
  const isCut = fault instanceof Dexie.DexieError || fault instanceof DOMException;
  if (!isCut) throw fault;
}

/** A till of tomorrow says what this server does not know yet [S4]. */
async function poison({ till, time }: Device): Promise<void> {
  const { db } = till;
  await db.transaction('rw', [db.meta, db.outbox], async () => {
    const at = { db, now: time.now, ids: () => uuidv7() };
    const place = await readPlace(at);
    if (!place.ok) return;
    // It is not the data of any name that this till has: that is the point of it.
    const data = { reason: unreadable } as MutationData<'resolve'>;
    const staffId = newId<StaffId>(at.ids);
    await recordMutation(at, place.value, { name: 'resolve', data, staffId, amount: null });
  });
}

async function enrolAgain(shop: Shop, { till, transport, tillId }: Device): Promise<void> {
  transport.setWeather('fine');
  await till.enrolAgain(await shop.newCode(tillId)).catch(forgiveRefusal);
}

/** The disk is replaced by an older copy of itself; what only the new one knew is gone with it. */
async function putBackDisk(shop: Shop, { till, image, transport, name }: Device): Promise<void> {
  if (!image) return;
  const onImage = new Set(image.get('outbox')?.map((row) => (row as { id: string }).id));
  transport.hangUp();
  await till.restore(image);
  const gone = shop.facts.of(name).filter(({ id }) => !onImage.has(id));
  const { rows } = await shop.pools.sync.query<{ id: string }>(
    'select id from mutation where id = any($1::uuid[]) union select mutation_id from fork where mutation_id = any($1::uuid[])',
    [gone.map(({ id }) => id)],
  );
  const safe = new Set(rows.map(({ id }) => id));
  const ids = gone.map(({ id }) => id);
  shop.facts.loseDisk(
    ids,
    ids.filter((id) => !safe.has(id)),
  );
}

async function restoreServer(shop: Shop): Promise<void> {
  const { backup, world } = shop;
  if (backup) await world.restart(undefined, () => backup.restore());
}

/** Ends every connection of one database, whatever is under way on it. */
async function cutDatabase({ pools }: Shop, pick: number): Promise<void> {
  const name = must(databaseNames[pick % databaseNames.length], 'there are four');
  await pools[name].query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

async function restock({ world }: Shop, pick: number): Promise<void> {
  const wanted = products[pick % products.length];
  const product = world.products.find(({ name, stocked }) => name === wanted && stocked);
  if (!product) return;
  const id = uuidv7();
  const lines = [{ productId: product.id, quantity: pieces((pick % 20) + 1), cost: null, expiresOn: null }];
  const receipt = { id, at: instant(Date.now()), by: 'Nusrat', note: '', supplier: '', lines };
  await inTransaction(world.db.pool, (tx) =>
    askInventory(tx, { id, branchId: world.branchId, by: receipt.by }, 'receiveGoods', receipt),
  );
}
