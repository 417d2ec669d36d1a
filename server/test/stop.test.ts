import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startWorld } from './world.ts';

test('a server that is stopped does not wait for a connection that never asked anything', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const idle = connect(Number(new URL(world.url).port), '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  const closed = new Promise((resolve) => idle.once('close', resolve));
  idle.on('error', () => undefined); // a reset is an end too
  const from = performance.now();
  await world.restart();
  await closed;
  // Without care for it, Node waits for such a connection until its headers are overdue, which is a minute.
  expect(performance.now() - from).toBeLessThan(10_000);
});
