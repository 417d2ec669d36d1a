import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { openPool } from '../src/db/open.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { startRelay } from '../src/messaging/relay.ts';
import { createTellingHandingIn, openSettledWindow, tellSettled } from '../src/messaging/settled-window.ts';
import { createTestDatabases } from './cluster.ts';

afterEach(() => vi.useRealTimers());

test('[S8] [S11] a till with a backlog holds up no other till: each has the same share of the way to the workers', async () => {
  await using databases = await createTestDatabases();
  const pool = openPool(databases.sync);
  const fill = (sender: string, count: number) =>
    pool.query(
      `insert into outbox (message_id, cause_id, sender, subject, payload)
       select gen_random_uuid(), gen_random_uuid(), $1::uuid, 'cmd.sales.' || $1::uuid, n::text from generate_series(1, $2) as n`,
      [sender, count],
    );
  const [late, other] = [uuidv7(), uuidv7()];
  await fill(late, 2000);
  await fill(other, 3);
  const bus = createDirectBus();
  const arrived: string[] = [];
  const consumer = await bus.consume('test', 'cmd.sales.>', (batch) => {
    for (const { subject, payload } of batch) arrived.push(`${subject.split('.')[2]} ${payload}`);
    return Promise.resolve();
  });
  const relay = startRelay(
    pool,
    bus,
    pino({ level: 'silent' }),
    openSettledWindow(bus, () => undefined),
  );
  await expect.poll(() => arrived.length).toBe(512);
  // Nothing more leaves until something has settled.
  const ofOther = arrived.filter((message) => message.startsWith(other));
  expect(ofOther).toEqual([`${other} 1`, `${other} 2`, `${other} 3`]);
  expect(arrived.indexOf(`${other} 3`)).toBeLessThan(256);
  tellSettled(bus, 100);
  await expect.poll(() => arrived.length).toBe(612);
  const ofLate = arrived.filter((message) => message.startsWith(late));
  expect(ofLate).toEqual(ofLate.map((_, index) => `${late} ${index + 1}`));
  await relay.stop();
  await consumer.stop();
  await bus.close();
  await pool.end();
});

test('[S8] while tills hand in what they sold offline nothing new is booked for a second, and little after that', async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const bus = createDirectBus();
  const window = openSettledWindow(bus, () => undefined);
  const tellHandingIn = createTellingHandingIn(bus);
  const free: number[] = [];
  for (let ms = 0; ms < 4000; ms += 100) {
    tellHandingIn();
    free.push(window.free());
    vi.advanceTimersByTime(100);
  }
  expect(free).toEqual(Array.from({ length: 40 }, (_, index) => (index < 10 ? 0 : 32)));
  vi.advanceTimersByTime(300);
  tellHandingIn();
  expect(window.free()).toBe(0); // the next backlog
  vi.advanceTimersByTime(300);
  expect(window.free()).toBe(512);
});

test('[S11] what is not answered in two seconds is not waited for, so a broker that forgets stops nothing', () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const window = openSettledWindow(createDirectBus(), () => undefined);
  window.left(512);
  vi.advanceTimersByTime(1999);
  expect(window.free()).toBe(0);
  vi.advanceTimersByTime(2);
  expect(window.free()).toBe(512);
});
