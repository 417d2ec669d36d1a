import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { isTransient } from '../src/db/transaction.ts';

test('[S13] whatever a connection that is cut answers, before and after it knows, passes and quarantines nothing', async () => {
  const client = new pg.Client(inject('clusterUrl'));
  client.on('error', () => undefined);
  await client.connect();
  const cut = client.query('select pg_terminate_backend(pg_backend_pid())').catch((error: unknown) => error);
  const faults = [await cut, await client.query('select 1').catch((error: unknown) => error)];
  expect(faults.map(isTransient)).toEqual([true, true]);
  expect(isTransient(new TypeError('lines is not iterable'))).toBe(false);
});
