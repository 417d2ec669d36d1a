import { readFileSync, statSync } from 'node:fs';
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { connect, type NatsConnection, StringCodec } from 'nats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { connectNats } from '../src/messaging/nats.ts';
import { usersSchema } from '../src/messaging/open-buses.ts';
import { inboxOf } from '../src/messaging/permissions.ts';
import {
  consumerConfig,
  consumers,
  placeOf,
  services,
  type Service,
  streamConfig,
  type StreamName,
  streams,
} from '../src/messaging/streams.ts';
import { askBroker } from './ask-broker.ts';
import { hasNats, type TestNats } from './cluster.ts';
import { recordDay } from './making.ts';
import { startWorld, type World } from './world.ts';

const options = { namespace: 'galley', replicas: 1 };
const withNats = test.skipIf(!hasNats);
let world: World;
let nats: TestNats;

/** All roles, each service as its own user; a day is settled over it, so what they need they may do. */
beforeAll(async () => {
  if (!hasNats) return;
  world = await startWorld({ bus: 'nats' });
  nats = must(world.nats, 'this world has a broker of its own');
  const till = await world.enrol();
  const day = recordDay(world.products, till, 2);
  await till.push(day);
  await till.settled(day.map(({ id }) => id));
});
afterAll(() => world?.[Symbol.asyncDispose]());

withNats('[S12] what a worker takes long for is not given to its twin', async () => {
  const place = { url: nats.url, namespace: 'slow', replicas: 1, ackWaitMs: 200 };
  const buses = [await connectNats(place), await connectNats(place)];
  const taken: number[] = [];
  let done = 0;
  for (const bus of buses)
    await bus.consume('sales', 'cmd.sales.>', async (batch) => {
      taken.push(...batch.map(({ redeliveries }) => redeliveries));
      await pause(5 * place.ackWaitMs);
      await Promise.all(batch.map((each) => each.ack()));
      done += batch.length;
    });
  await buses[0]?.publish([{ id: '1', subject: 'cmd.sales.x', payload: '{}' }]);
  await expect.poll(() => done, { timeout: 10_000 }).toBe(1);
  expect(taken).toEqual([0]);
  await Promise.all(buses.map((bus) => bus.close()));
  await askBroker(nats, (manager) =>
    Promise.all(['slow_COMMANDS', 'slow_EVENTS'].map((name) => manager.streams.delete(name))),
  );
});

withNats(
  '[S11] the broker has the streams and consumers that are declared, as they are declared, and no others',
  async () => {
    const found = await askBroker(nats, async (manager) => {
      const infos = await manager.streams.list().next();
      const lists = await Promise.all(infos.map(({ config }) => manager.consumers.list(config.name).next()));
      return { streams: infos.map(({ config }) => config), consumers: lists.flat() };
    });
    const names = Object.keys(streams) as StreamName[]; // an object's own keys
    expect(found.streams.map(({ name }) => name).toSorted()).toEqual(
      names.map((name) => `galley_${name}`).toSorted(),
    );
    for (const name of names) {
      const declared = streamConfig(name, options);
      expect(found.streams.find((stream) => stream.name === declared.name)).toMatchObject(declared);
    }
    expect(found.consumers.map(({ name }) => name).toSorted()).toEqual(Object.keys(consumers).toSorted());
    for (const [name, { subject }] of Object.entries(consumers)) {
      const place = placeOf(options, name, subject);
      const info = must(
        found.consumers.find((each) => each.name === name),
        'it is on the list',
      );
      expect({ stream: info.stream_name, ...info.config }).toMatchObject({
        stream: place.stream,
        ...consumerConfig(place),
      });
    }
  },
);

withNats('each service has a user of its own, whose passwords only their owner can read', () => {
  expect(statSync(nats.users).mode & 0o777).toBe(0o600);
  const passwords = usersSchema.parse(JSON.parse(readFileSync(nats.users, 'utf8')));
  expect(new Set(Object.values(passwords)).size).toBe(services.length);
});

withNats.for(services.filter((service) => service !== 'sync'))(
  "the user %s may tell its own events and nobody else's, and ask only whom it works with",
  async (service) => {
    await using user = await connectAs(service);
    expect(await user.mayPublish(`galley.evt.${service}.noted.x`)).toBe(true);
    for (const other of services.filter((each) => each !== service)) {
      expect(await user.mayPublish(`galley.evt.${other}.noted.x`), other).toBe(false);
      // The sagas of online orders ask the two others.
      const asks = service === 'sales' && (other === 'inventory' || other === 'payments');
      expect(await user.mayPublish(`galley.cmd.${other}.x`), other).toBe(asks);
    }
  },
);

withNats('the user of the log may send commands, and answer for no worker', async () => {
  await using user = await connectAs('sync');
  expect(await user.mayPublish('galley.evt.sync.noted.x')).toBe(true);
  expect(await user.mayPublish('galley.evt.sales.saleCompleted.x')).toBe(false);
});

withNats.for(services)(
  'the user %s hears no subject of a stream, no answers to others and no wildcard',
  async (service) => {
    await using user = await connectAs(service);
    const others = services.filter((each) => each !== service).map((other) => `${inboxOf(other)}.>`);
    for (const subject of [
      '>',
      'galley.>',
      'galley.cmd.>',
      'galley.evt.>',
      'galley.evt.sales.>',
      '_INBOX.>',
      '$JS.>',
      ...others,
    ])
      expect(await user.maySubscribe(subject), subject).toBe(false);
    expect(await user.maySubscribe(`${inboxOf(service)}.x`)).toBe(true);
  },
);

withNats(
  "a worker reads what is declared for it: not by a consumer of its own making, not by another's, not by number",
  async () => {
    await using user = await connectAs('inventory');
    const own = consumers.inventory.subject;
    const create = '$JS.API.CONSUMER.CREATE.galley_EVENTS';
    expect(await user.mayPublish(`${create}.inventory.galley.${own}`)).toBe(true);
    const refused = [
      `${create}.inventory.galley.evt.payments.>`,
      `${create}.inventory`,
      `${create}.mine.galley.${own}`,
      create,
      '$JS.API.CONSUMER.DURABLE.CREATE.galley_EVENTS.inventory',
      '$JS.API.CONSUMER.MSG.NEXT.galley_EVENTS.payments',
      '$JS.API.CONSUMER.DELETE.galley_EVENTS.payments',
      '$JS.ACK.galley_EVENTS.payments.1.1.1.1.1',
      '$JS.API.STREAM.MSG.GET.galley_EVENTS',
      '$JS.API.DIRECT.GET.galley_EVENTS',
      '$JS.API.DIRECT.GET.galley_EVENTS.galley.evt.payments.>',
      '$JS.API.STREAM.CREATE.copy',
      '$JS.API.STREAM.UPDATE.galley_EVENTS',
      '$JS.API.STREAM.DELETE.galley_EVENTS',
      '$JS.API.STREAM.PURGE.galley_EVENTS',
    ];
    for (const subject of refused) expect(await user.mayPublish(subject), subject).toBe(false);
  },
);

/** A service's user, told by the broker's own word what it may. */
async function connectAs(service: Service) {
  const passwords = usersSchema.parse(JSON.parse(readFileSync(nats.users, 'utf8')));
  const { host } = new URL(nats.url);
  const connection = await connect({
    servers: host,
    user: service,
    pass: passwords[service],
    inboxPrefix: inboxOf(service),
  });
  const refused = refusals(connection);
  return {
    async mayPublish(subject: string) {
      // To nobody's harm: what JetStream is asked it refuses as malformed, and an event or command is unreadable.
      connection.publish(subject, StringCodec().encode('not JSON'));
      await answered(connection);
      return !refused.has(`Publish to "${subject}"`);
    },
    async maySubscribe(subject: string) {
      connection.subscribe(subject);
      await answered(connection);
      return !refused.has(`Subscription to "${subject}"`);
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

/** The broker has said what it refuses, and the library has passed it on. */
async function answered(connection: NatsConnection): Promise<void> {
  await connection.flush();
  await setImmediate();
}

function refusals(connection: NatsConnection): Set<string> {
  const refused = new Set<string>();
  void (async () => {
    for await (const { type, permissionContext } of connection.status()) {
      if (type !== 'error' || !permissionContext) continue;
      const { operation, subject } = permissionContext;
      refused.add(`${operation === 'publish' ? 'Publish' : 'Subscription'} to "${subject}"`);
    }
  })();
  return refused;
}
