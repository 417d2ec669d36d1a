import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { openPool } from '../src/db/open.ts';
import { connectNats } from '../src/messaging/nats.ts';
import { startWorker } from '../src/messaging/worker.ts';
import type { WorkerContext } from '../src/messaging/rules.ts';
import { createLog } from '../src/log.ts';
import { hasNats, createTestDatabases, createTestNats } from './cluster.ts';
import { recordDay } from './making.ts';
import { query } from './query.ts';
import { startWorld, type World } from './world.ts';
import { auditPageSchema } from '@galley/shared/wire/audit.ts';
import { deadLettersSchema, letterAnswerSchema } from '@galley/shared/wire/dead-letters.ts';
import { createOfficeAccount } from '../src/accounts/sign-in.ts';
import { demoOffice } from '../src/local/demo.ts';
import { syncHealthSchema } from '@galley/shared/wire/health.ts';
import { eventSchema } from '@galley/shared/wire/events.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';

const withNats = test.skipIf(!hasNats);
const program = fileURLToPath(new URL('../src/local/dead-letters.ts', import.meta.url));
let world: World;

beforeAll(async () => {
  if (hasNats) world = await startWorld({ bus: 'nats' });
});
afterAll(() => world?.[Symbol.asyncDispose]());

withNats(
  '[S13] poison: a sale that the books cannot take is a dead letter; mended and replayed by command it is booked once',
  async () => {
    const { sales, sync, payments, inventory } = world.databases;
    const till = await world.enrol();
    await query(
      sales,
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'the disk has a hole here'; end $$;
       create trigger poison before insert on sale for each row execute function refuse()`,
    );
    const day = recordDay(world.products, till, 2);
    try {
      await till.push(day);
      const settlements = await till.settled(day.map(({ id }) => id));
      expect(day.map(({ id }) => settlements.get(id)?.data?.verdict)).toEqual([
        'applied',
        'quarantined',
        'quarantined',
      ]);
    } finally {
      await query(sales, 'drop trigger poison on sale; drop function refuse()');
    }
    const listed = await deadLetters('list');
    const counted = async () =>
      syncHealthSchema.parse(await (await fetch(`${world.url}/health/sync`)).json()).deadLetters;
    await expect.poll(counted, { timeout: 10_000 }).toMatchObject({ sales: 2 });
    expect(
      listed.match(/^sales-\d+ {2}\S+ {2}1 attempt\n {2}cmd\.sales\.\S+\n {2}the disk has a hole here$/gm),
    ).toHaveLength(2);

    expect(await deadLetters('replay', '--all')).toMatch(/^(sales-\d+: sent again from the log\n){2}$/);
    const unsettled = () => query(sync, `select id from mutation where state <> 'settled'`);
    await expect.poll(unsettled, { timeout: 15_000 }).toEqual([]);
    await expect(deadLetters('replay', 'sales-1')).rejects.toMatchObject({
      stdout: 'sales-1: There is no open dead letter sales-1.\n',
    });
    const counts = await Promise.all([
      query(sales, 'select count(*)::int as n from sale'),
      query(payments, 'select count(*)::int as n from payment'),
      query(inventory, `select count(distinct source_id)::int as n from movement where reason = 'SALE'`),
    ]);
    expect(counts.flat()).toEqual([{ n: 2 }, { n: 2 }, { n: 2 }]);
    expect(await query(sales, `select state, attempts from dead_letter`)).toEqual([
      { state: 'replayed', attempts: 1 },
      { state: 'replayed', attempts: 1 },
    ]);
  },
);

withNats(
  '[S13] what is dropped keeps its reason, and a command without one is told how it is said',
  async () => {
    const { rows } = await world.db.pool.query<{ id: string }>(
      `insert into dead_letter (subject, payload, cause) values ('evt.sales.noted.x', '{', 'cut off') returning 'sync-' || id as id`,
    );
    const { id } = must(rows[0], 'it was inserted');
    await expect(deadLetters('drop', id)).rejects.toThrow('Usage: npm run dead-letters');
    expect(await deadLetters('drop', id, '--reason', 'sent by a test')).toContain('dropped');
    const kept = await query(world.databases.sync, 'select state, reason, payload from dead_letter');
    expect(kept).toEqual([{ state: 'dropped', reason: 'sent by a test', payload: '{' }]);
  },
);

withNats(
  '[S13] the office sees what is stuck at its branch and why, has it tried again or set aside by right, and both stand in the audit log',
  async () => {
    const { sales, payments } = world.databases;
    const till = await world.enrol(1);
    await query(
      sales,
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'the disk has a hole here'; end $$;
       create trigger poison before insert on sale for each row execute function refuse()`,
    );
    const day = recordDay(world.products, till, 1);
    await till.push(day);
    await till.settled(day.map(({ id }) => id));
    await query(sales, 'drop trigger poison on sale; drop function refuse()');
    const subject = `evt.sales.saleCompleted.${world.branchId}`;
    await query(
      payments,
      `insert into dead_letter (subject, payload, cause)
       values ('${subject}', '{"type":"saleFromTomorrow"}', 'no such event'), ('evt.sales.x.${uuidv7()}', '{', 'of another branch')`,
    );
    const cookie = await signIn(demoOffice);
    const list = async () =>
      deadLettersSchema.parse(await (await ask('GET', '/office/dead-letters', cookie)).json());
    const { letters, silent } = await list();
    expect(silent).toEqual([]);
    expect(letters).toMatchObject([
      {
        service: 'sales',
        name: 'completeSale',
        why: 'refused',
        cause: 'the disk has a hole here',
        state: 'open',
      },
      { service: 'payments', name: 'saleFromTomorrow', why: 'unreadable', cause: 'no such event' },
    ]);
    const [sale, event] = letters;
    expect(sale?.about.data.sale?.receiptNumber).toMatch(/^T2-/);

    await createOfficeAccount(world.db, world.branchId, 'looks', demoOffice.password, 'accountant');
    const looks = await signIn({ ...demoOffice, name: 'looks' });
    const replay = { id: sale?.id, how: 'replay' };
    expect((await ask('POST', '/office/dead-letters', looks, replay)).status).toBe(403);
    const decide = async (body: object) =>
      letterAnswerSchema.parse(await (await ask('POST', '/office/dead-letters', cookie, body)).json());
    expect(await decide(replay)).toEqual({ outcome: 'done' });
    expect(await decide(replay)).toMatchObject({ outcome: 'unknownLetter' });
    expect(await decide({ id: event?.id, how: 'drop', reason: 'sent by a test' })).toEqual({
      outcome: 'done',
    });
    expect((await list()).letters).toEqual([]);
    const booked = `select count(*)::int as n from sale where till_id = '${till.identity.till.id}'`;
    await expect.poll(() => query(sales, booked), { timeout: 15_000 }).toEqual([{ n: 1 }]);

    const audit = await ask('GET', '/office/audit?kind=letter', cookie);
    const { entries } = auditPageSchema.parse(await audit.json());
    expect(entries.map(({ what, by, reason }) => [what, by, reason])).toEqual([
      [`${event?.id} saleFromTomorrow`, demoOffice.name, 'sent by a test'],
      [`${sale?.id} completeSale`, demoOffice.name, null],
    ]);
  },
);

withNats(
  '[S12] [S13] an event that a worker could not read is one letter however often it comes, counts in the health, and is applied once when it can',
  async () => {
    await using databases = await createTestDatabases();
    await using nats = await createTestNats();
    const bus = await connectNats({ url: nats.url, namespace: 'galley', replicas: 1 });
    const pool = openPool(databases.payments);
    const applied: string[] = [];
    let understands = false;
    const context: WorkerContext = { pool, bus, log: createLog('silent'), wakeRelay: () => undefined };
    const worker = await startWorker(
      {
        name: 'payments',
        parse(payload) {
          if (!understands) throw new Error('from a newer version');
          return eventSchema.parse(JSON.parse(payload));
        },
        placeOf: () => null,
        open: (tx) => Promise.resolve(tx),
        apply(_books, event) {
          applied.push(event.id);
          return { event: 'noted', data: { kind: 'seen' }, flags: [] };
        },
        save: () => Promise.resolve(),
      },
      context,
    );
    const id = uuidv7();
    const event = {
      id, type: 'noted', version: 1, occurredAt: instant(Date.now()), correlationId: id, causationId: null,
      branchId: uuidv7(), worker: 'sales', verdict: 'applied', flags: [], data: { kind: 'x' },
    }; // prettier-ignore
    const send = (times: number) =>
      bus.publish([
        { id: `${id}.${times}`, subject: 'evt.sales.saleCompleted.x', payload: JSON.stringify(event) },
      ]);
    const letters = () => query(databases.payments, 'select state, attempts, cause from dead_letter');
    await send(0);
    await send(1);
    await expect.poll(letters).toEqual([{ state: 'open', attempts: 2, cause: 'from a newer version' }]);

    await pool.query(`update dead_letter set state = 'replaying'`);
    await expect.poll(letters).toEqual([{ state: 'open', attempts: 3, cause: 'from a newer version' }]);
    understands = true;
    await pool.query(`update dead_letter set state = 'replaying'`);
    await expect.poll(letters).toMatchObject([{ state: 'replayed', attempts: 3 }]);
    await pool.query(`update dead_letter set state = 'replaying'`);
    await expect.poll(letters).toMatchObject([{ state: 'replayed', attempts: 3 }]);
    expect(applied).toEqual([id]);
    await worker.stop();
    await bus.close();
    await pool.end();
  },
);

async function deadLetters(...args: string[]): Promise<string> {
  const { databases } = world;
  const env = {
    ...process.env,
    SYNC_DATABASE_URL: databases.sync,
    SALES_DATABASE_URL: databases.sales,
    INVENTORY_DATABASE_URL: databases.inventory,
    PAYMENTS_DATABASE_URL: databases.payments,
    NOTIFICATIONS_DATABASE_URL: databases.notifications,
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, ...args], {
    env,
  });
  return stdout;
}

async function signIn(account: object): Promise<string> {
  const signedIn = await ask('POST', '/office/sign-in', '', account);
  return must(signedIn.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '';
}

function ask(method: string, path: string, cookie: string, body?: object): Promise<Response> {
  return fetch(`${world.url}${path}`, {
    method,
    headers: { cookie },
    ...(body && { body: JSON.stringify(body) }),
  });
}
