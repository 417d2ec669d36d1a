import type { GalleyDatabase } from '@galley/desktop/renderer/db/database.ts';
import type { Bus } from '@galley/server/messaging/bus.ts';
import { startProjector } from '@galley/server/sync/projector.ts';
import { pino } from 'pino';
import { runSql } from '../../server/test/database-pool.ts';
import type { RunOptions } from './run.ts';
import type { Shop } from './shop.ts';

/** Ways to break the product from outside, each undoing one rule: what the suite is worth is whether it sees them. */

/** Two projectors, as two replicas of the sync service are; harmless, because they number under one lock [S19]. */
export function twoProjectors(): RunOptions {
  let bus: Bus | null = null;
  return {
    wrapBus: (given) => (bus = given),
    async before({ pools }) {
      if (bus) await startProjector({ pool: pools.sync, bus, log: pino({ level: 'silent' }) });
    },
  };
}

/** The feed is numbered by a sequence: numbers appear before their rows do, and out of order [S19]. */
export function serialCursor(): RunOptions {
  const { wrapBus, before } = twoProjectors();
  return {
    ...(wrapBus && { wrapBus }),
    async before(shop) {
      await runSql(shop.world.databases.sync, [
        `create sequence serial_head; select setval('serial_head', (select max(head) from branch))`,
        'alter table branch rename to branch_table',
        `do $$ begin execute (select format('create view branch as select %s from branch_table', string_agg(
             case column_name when 'head' then 'greatest(head, (select last_value from serial_head)) as head'
                              else quote_ident(column_name) end, ', ' order by ordinal_position))
           from information_schema.columns where table_name = 'branch_table'); end $$`,
        `create function take_serial() returns trigger language plpgsql as $$ begin
           for n in 1 .. new.head - old.head loop new.head := nextval('serial_head'); end loop;
           perform pg_sleep(random() * 0.05);
           return new; end $$`,
        'create trigger take_serial instead of update on branch for each row execute function take_serial()',
        'grant select, update on branch to public; grant select, usage on serial_head to public',
      ]);
      await before?.(shop);
    },
    after: ({ world }) => mendSerialCursor(world),
  };
}

async function mendSerialCursor({ databases }: Shop['world']): Promise<void> {
  await runSql(databases.sync, [
    'drop view branch',
    'drop function take_serial',
    'alter table branch_table rename to branch',
    'drop sequence serial_head',
  ]);
}

/** The workers forget what they have taken as soon as it comes again [S12]. */
export function noInbox(): RunOptions {
  return {
    before: ({ world }) =>
      onWorkers(world, [
        `create or replace function forget() returns trigger language plpgsql as $$ begin
           delete from inbox where message_id = new.message_id; return new; end $$`,
        'create trigger forget before insert on inbox for each row execute function forget()',
      ]),
    after: ({ world }) => onWorkers(world, ['drop trigger forget on inbox']),
  };
}

/** The databases fail now and then, in a way that passes; the courier alone has to see to it, nobody sweeps. */
export function failingBooks(): RunOptions {
  return {
    sweepMs: 3_600_000,
    boundMs: 12_000,
    before: ({ world }) =>
      onWorkers(world, [
        `create or replace function fail() returns trigger language plpgsql as $$ begin
           if random() < 0.4 then raise exception 'too busy' using errcode = '40001'; end if; return null; end $$`,
        'create trigger fail after insert on inbox for each statement execute function fail()',
      ]),
    after: ({ world }) => onWorkers(world, ['drop trigger fail on inbox']),
  };
}

/** The workers acknowledge what they have not committed [S12]. */
export function ackBeforeCommit(): RunOptions {
  return {
    ...failingBooks(),
    wrapBus: (bus) => ({
      ...bus,
      consume: (name, subject, deliver) =>
        bus.consume(name, subject, async (batch) => {
          for (const delivery of batch) await delivery.ack();
          await deliver(
            batch.map((each) => ({ ...each, ack: () => Promise.resolve(), retryIn: () => undefined })),
          );
        }),
    }),
  };
}

/** The till gives back a receipt number that it has used, as after a void [S3]. */
export function recycledNumber(): RunOptions {
  return {
    opened(db: GalleyDatabase) {
      db.meta.hook('updating', (_changes, key, row) => {
        const { receipt } = (row.value ?? {}) as { readonly receipt?: number };
        return key === 'counters' && receipt === 3 ? { 'value.receipt': 3 } : undefined;
      });
    },
  };
}

/** The till forgets a mutation as soon as the server says that it has it [S5]. */
export function clearedOnAnswer(): RunOptions {
  return {
    opened(db: GalleyDatabase) {
      db.outbox.hook('updating', (changes, key, _row, transaction) => {
        if ((changes as { state?: string }).state !== 'stored') return;
        transaction.on('complete', () => void db.outbox.delete(key).catch(() => undefined));
      });
    },
  };
}

async function onWorkers(
  { databases }: Pick<Shop['world'], 'databases'>,
  statements: readonly string[],
): Promise<void> {
  for (const name of ['sales', 'inventory', 'payments'] as const) await runSql(databases[name], statements);
}
