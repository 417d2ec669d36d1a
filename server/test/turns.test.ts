import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Shift } from '@galley/shared/domain/shift.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { businessDayOf, instant } from '@galley/shared/values/time.ts';
import { type Command, commandSubject } from '@galley/shared/wire/commands.ts';
import type { Mutation } from '@galley/shared/wire/mutations.ts';
import { openPool } from '../src/db/open.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { startSales } from '../src/sales/worker.ts';
import { createTestDatabases } from './cluster.ts';

const branchId = newId<Mutation['branchId']>(() => uuidv7());
const staffId = newId<Mutation['staffId']>(() => uuidv7());

function openShift(tillId: Mutation['tillId'], turn: number): Command & { readonly turn: number } {
  const at = instant(Date.now());
  const shift: Shift = {
    id: newId(() => uuidv7()),
    tillId,
    businessDay: businessDayOf(at, 'UTC'),
    openedBy: staffId,
    openedAt: at,
    float: money(turn),
  };
  const id = newId<Mutation['id']>(() => uuidv7());
  const mutation: Mutation = {
    id,
    type: 'openShift',
    version: 1,
    occurredAt: at,
    correlationId: id,
    causationId: null,
    branchId,
    tillId,
    incarnation: 1,
    number: turn,
    staffId,
    data: { shift },
  };
  return { id, turn, flags: [], mutation };
}

test("[S13] commands of several tills in any order are applied in each till's order, every one once", async () => {
  await using databases = await createTestDatabases();
  const pool = openPool(databases.sales);
  const bus = createDirectBus();
  const worker = await startSales({ pool, bus, log: pino({ level: 'silent' }), wakeRelay: () => undefined });
  const tills = [1, 2, 3].map(() => newId<Mutation['tillId']>(() => uuidv7()));
  const commands = tills.flatMap((till) =>
    Array.from({ length: 30 }, (_, index) => openShift(till, index + 1)),
  );
  const shuffled = commands.toSorted((a, b) => (a.id.slice(-6) < b.id.slice(-6) ? -1 : 1));
  for (const command of [...shuffled, ...shuffled.slice(0, 20)]) {
    const subject = commandSubject('sales', branchId);
    await bus.publish([{ id: command.id, subject, payload: JSON.stringify(command) }]);
    if (command.turn % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 5)); // several batches
  }
  const turns = async () => (await pool.query<{ last_turn: number }>('select last_turn from turn')).rows;
  await expect.poll(turns, { timeout: 20_000 }).toEqual(tills.map(() => ({ last_turn: 30 })));
  const { rows } = await pool.query<{ payload: string }>('select payload from outbox order by id');
  const answers = rows.map((row): { data: { shift: { data: Shift } } } => JSON.parse(row.payload));
  for (const till of tills) {
    const floats = answers.map((answer) => answer.data.shift.data).filter((shift) => shift.tillId === till);
    expect(floats.map((shift) => shift.float)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  }
  await worker.stop();
  await bus.close();
  await pool.end();
});
