import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { createTestDatabases } from './cluster.ts';
import { openPool } from '../src/db/open.ts';
import { inTransaction, isTransient, together } from '../src/db/transaction.ts';

test('[S13] whatever a connection that is cut answers, before and after it knows, passes and quarantines nothing', async () => {
  const client = new pg.Client(inject('clusterUrl'));
  client.on('error', () => undefined);
  await client.connect();
  const cut = client.query('select pg_terminate_backend(pg_backend_pid())').catch((error: unknown) => error);
  const faults = [await cut, await client.query('select 1').catch((error: unknown) => error)];
  expect(faults.map(isTransient)).toEqual([true, true]);
  expect(isTransient(new TypeError('lines is not iterable'))).toBe(false);
});

test('[S8] of statements that leave together with their commit all are kept, or none, and the one at fault is named', async () => {
  await using databases = await createTestDatabases();
  const pool = openPool(databases.sync);
  const letter = (id: string) => ({ text: `insert into inbox (message_id) values ($1)`, values: [id] });
  const [one, other] = [randomUUID(), randomUUID()];
  const kept = async () =>
    (await pool.query<{ message_id: string }>('select message_id from inbox')).rows.length;
  await inTransaction(pool, (tx, commit) =>
    together(tx, () => [tx.query(letter(one)), tx.query(letter(other)), commit()]),
  );
  expect(await kept()).toBe(2);

  const failing = inTransaction(pool, (tx, commit) =>
    together(tx, () => [
      tx.query(letter(randomUUID())),
      tx.query(letter(one)),
      tx.query(letter(randomUUID())),
      commit(),
    ]),
  );
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  const slow = async (tx: pg.PoolClient) => {
    await tx.query(letter(randomUUID()));
    await tx.query(letter(randomUUID())); // is sent when the other has failed, and is no part of what comes after the transaction
  };
  const broken = inTransaction(pool, (tx) =>
    together(tx, () => [slow(tx), Promise.reject(new TypeError('a bug'))]),
  );
  await expect(broken).rejects.toThrow('a bug');
  expect(await kept()).toBe(2);
  await pool.end();
});
