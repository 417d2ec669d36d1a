import { connect } from 'nats';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabases, createTestNats, hasNats } from './cluster.ts';

test('databases that are given back are empty and count from one for the next test', async () => {
  for (let round = 0; round < 3; round++) {
    await using databases = await createTestDatabases();
    const client = new pg.Client(databases.sales);
    // Disposing ends this connection, as it would a forgotten pool's.
    client.on('error', () => {});
    await client.connect();
    const insert = `INSERT INTO outbox (message_id, cause_id, subject, payload)
      VALUES (gen_random_uuid(), gen_random_uuid(), 's', '{}') RETURNING id`;
    expect((await client.query(insert)).rows).toEqual([{ id: '1' }]);
  }
});

test('two tests at once never share a database', async () => {
  await using first = await createTestDatabases();
  await using second = await createTestDatabases();
  expect(second.sync).not.toBe(first.sync);
});

test.skipIf(!hasNats)('each test has a NATS server of its own', async () => {
  await using first = await createTestNats();
  await using second = await createTestNats();
  if ('missing' in first || 'missing' in second)
    throw new Error('nats-server is there, as the line above says');
  expect(first.url).not.toBe(second.url);
  const { host, username, password } = new URL(first.url);
  const connection = await connect({ servers: host, user: username, pass: password });
  const streams = await connection.jetstreamManager();
  expect((await streams.getAccountInfo()).streams).toBe(0);
  await connection.close();
});
