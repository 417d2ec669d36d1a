import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answerQuestion, ask, question } from '../src/messaging/ask.ts';
import { type Bus, NoAnswer } from '../src/messaging/bus.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { connectNats } from '../src/messaging/nats.ts';
import { createTestNats, hasNats, type TestNats } from './cluster.ts';

const log = pino({ level: 'silent' });
const double = question('sums.double', {
  question: z.object({ of: z.int() }),
  answer: z.object({ is: z.int() }),
});

describe.each(hasNats ? ['direct', 'nats'] : ['direct'])('request and reply on the %s bus', (kind) => {
  let nats: TestNats | null = null;
  let bus: Bus;

  beforeAll(async () => {
    if (kind === 'nats') nats = await createTestNats();
    bus = nats ? await connectNats({ url: nats.url, namespace: 'asking', replicas: 1 }) : createDirectBus();
  });
  afterAll(async () => {
    await bus.close();
    await nats?.[Symbol.asyncDispose]();
  });

  test('[S14] a question is answered by whoever answers for its topic, and by nobody once that has stopped', async () => {
    const answering = answerQuestion({ bus, log }, double, ({ of }) => Promise.resolve({ is: of * 2 }));
    expect(await Promise.all([1, 2, 3].map((of) => ask(bus, double, { of })))).toEqual([
      { is: 2 },
      { is: 4 },
      { is: 6 },
    ]);
    await answering.stop();
    await expect(ask(bus, double, { of: 1 })).rejects.toThrow(NoAnswer);
  });

  test('[S14] an answer that does not come in time is no answer', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const answering = answerQuestion({ bus, log }, double, ({ of }) => held.then(() => ({ is: of })));
    await expect(ask(bus, double, { of: 1 }, 20)).rejects.toThrow(NoAnswer);
    release();
    await answering.stop();
  });

  test("[S14] the other side's fault is told in its words, and not waited for", async () => {
    const answering = answerQuestion({ bus, log }, double, () => Promise.reject(new Error('out of numbers')));
    await expect(ask(bus, double, { of: 1 })).rejects.toThrow('sums.double: out of numbers');
    await answering.stop();
  });
});

test.skipIf(!hasNats)('[S14] of several that answer one gets each question', async () => {
  await using nats = await createTestNats();
  const buses = await Promise.all(
    [1, 2, 3].map(() => connectNats({ url: nats.url, namespace: 'asking', replicas: 1 })),
  );
  const [first, ...others] = buses;
  const heard: number[] = [];
  for (const bus of others)
    answerQuestion({ bus, log }, double, ({ of }) => {
      heard.push(of);
      return Promise.resolve({ is: of * 2 });
    });
  const asked = Array.from({ length: 20 }, (_, index) => index);
  // A subscription is known to the broker once its connection has been there and back.
  await Promise.all(others.map((bus) => ask(bus, double, { of: -1 })));
  heard.length = 0;
  const answers = first && (await Promise.all(asked.map((of) => ask(first, double, { of }))));
  expect(answers).toEqual(asked.map((of) => ({ is: of * 2 })));
  expect(heard.toSorted((a, b) => a - b)).toEqual(asked);
  await Promise.all(buses.map((bus) => bus.close()));
});
