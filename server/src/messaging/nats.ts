import { setTimeout as sleep } from 'node:timers/promises';
import {
  connect,
  ConsumerEvents,
  type ConsumerMessages,
  Events,
  type JsMsg,
  type NatsConnection,
  NatsError,
} from 'nats';
import { type Bus, batchSize, type Delivery, NoAnswer } from './bus.ts';
import {
  declareConsumer,
  declareStreams,
  findStreams,
  purgeStreams,
  type StreamState,
} from './nats-streams.ts';
import { watchBroker } from './nats-watch.ts';
import { deliveriesOf, parcelsOf } from './parcel.ts';
import { inboxOf } from './permissions.ts';
import { type ConsumerPlace, placeOf, services, type StreamOptions } from './streams.ts';

export type NatsOptions = StreamOptions & {
  /** With the user's name and password. A user with the name of a service has its rights only. */
  readonly url: string;
  /** Called when the broker was found to have lost what it had confirmed. Missing: nobody can send it again. */
  readonly forgotten?: () => void;
};

/** JetStream, within what server 2.9 knows. Two streams, file storage, one durable pull consumer a worker. */
export async function connectNats(options: NatsOptions): Promise<Bus> {
  const { username, password, host } = new URL(options.url);
  const connection = await connect({
    servers: host,
    ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    maxReconnectAttempts: -1,
    name: 'galley',
    inboxPrefix: inboxOf(username || 'galley'),
  });
  const manager = await connection.jetstreamManager();
  const waits = username !== 'sync' && services.some((service) => service === username);
  const declare = () => (waits ? findStreams(manager, options) : declareStreams(manager, options));
  const watch = watchBroker({
    declare,
    known: await (waits ? untilFound(declare) : declare()),
    forgotten: options.forgotten ?? (() => undefined),
  });
  const jetstream = connection.jetstream();
  const full = (subject: string) => `${options.namespace}.${subject}`;
  void followConnection(connection, watch.look);

  async function open(place: ConsumerPlace): Promise<ConsumerMessages> {
    const consumer = await jetstream.consumers.get(place.stream, place.name);
    const parcels = await consumer.consume({ max_messages: 64 });
    void noticeTrouble(parcels, watch.look);
    return parcels;
  }

  return {
    kind: 'nats',
    async publish(messages) {
      await Promise.all(
        parcelsOf(messages).map(async ({ id, subject, payload }) => {
          const { stream, seq } = await jetstream.publish(full(subject), payload, { msgID: id });
          watch.noteTaken(stream, seq);
        }),
      );
    },
    async consume(name, subject, deliver) {
      const place = placeOf(options, name, subject);
      await declareConsumer(connection, manager, place);
      const line = pump(options.namespace, place.ackWaitMs, deliver);
      let parcels = await open(place);
      let receiving = line.receive(parcels);
      const consumer = {
        async restore() {
          if (!(await declareConsumer(connection, manager, place))) return false;
          await parcels.close();
          await receiving;
          parcels = await open(place);
          receiving = line.receive(parcels);
          return true;
        },
      };
      watch.add(consumer);
      return {
        async stop() {
          watch.remove(consumer);
          line.close();
          await parcels.close();
          await receiving;
          await line.end();
        },
      };
    },
    hint: (topic, text) => connection.publish(`${options.namespace}.hint.${topic}`, text),
    onHint(topic, listen) {
      const subscription = connection.subscribe(`${options.namespace}.hint.${topic}`, {
        callback: (_error, message) => listen(message.string()),
      });
      return { stop: () => Promise.resolve(subscription.unsubscribe()) };
    },
    async request(topic, question, timeoutMs) {
      try {
        return (await connection.request(full(`ask.${topic}`), question, { timeout: timeoutMs })).string();
      } catch (error) {
        if (error instanceof NatsError) throw new NoAnswer(topic, { cause: error });
        throw error;
      }
    },
    answer(topic, give) {
      const subscription = connection.subscribe(full(`ask.${topic}`), {
        queue: 'answers',
        callback: (_error, message) =>
          void give(message.string()).then(
            (text) => message.respond(text),
            () => undefined, // who asked hears nothing in time; `ask.ts` tells its faults in words
          ),
      });
      return { stop: () => subscription.drain() };
    },
    purge: () => purgeStreams(manager, options),
    isReady: () => isOpen(connection),
    async close() {
      await watch.stop();
      await connection.close();
    },
  };
}

/** The sync service may start later than its workers. */
async function untilFound(find: () => Promise<StreamState[]>): Promise<StreamState[]> {
  for (;;) {
    try {
      return await find();
    } catch (error) {
      if (!(error instanceof NatsError && error.api_error?.code === 404)) throw error;
      await sleep(200);
    }
  }
}

function isOpen(connection: NatsConnection): boolean {
  return !connection.isClosed() && !connection.isDraining();
}

/** Whoever has been away may come back without its memory. The library never ends this, so nobody waits for it. */
async function followConnection(connection: NatsConnection, look: () => void): Promise<void> {
  for await (const { type } of connection.status()) if (type === Events.Reconnect) look();
}

/** A consumer that was deleted, or whose broker is silent, says so here. Ends with its messages. */
async function noticeTrouble(parcels: ConsumerMessages, look: () => void): Promise<void> {
  for await (const { type } of await parcels.status()) if (troubles.has(type)) look();
}

const troubles: ReadonlySet<string> = new Set([
  ConsumerEvents.ConsumerDeleted,
  ConsumerEvents.ConsumerNotFound,
  ConsumerEvents.StreamNotFound,
  ConsumerEvents.NoResponders,
  ConsumerEvents.HeartbeatsMissed,
]);

/**
 * Gathers what has arrived while the last batch was applied, so batches grow with the load. What waits here or is being
 * applied is not given to another replica for as long as this process lives: the broker is told that it is at work.
 */
function pump(namespace: string, ackWaitMs: number, deliver: (batch: readonly Delivery[]) => Promise<void>) {
  const queue: (readonly Delivery[])[] = [];
  const held = new Set<JsMsg>();
  const working = setInterval(() => held.forEach((parcel) => parcel.working()), ackWaitMs / 3);
  let wake: () => void = () => undefined;
  let ended = false;
  const delivering = (async () => {
    while (!ended || queue.length > 0) {
      const batch: Delivery[] = [];
      while (batch.length < batchSize && queue.length > 0) batch.push(...(queue.shift() ?? []));
      if (batch.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      else await deliver(batch);
    }
  })();
  return {
    async receive(parcels: AsyncIterable<JsMsg>) {
      for await (const parcel of parcels) {
        held.add(parcel);
        queue.push(deliveriesOf(parcel, namespace, () => held.delete(parcel)));
        wake();
      }
    },
    /** Gives back what has not been begun: another replica may have it at once. */
    close() {
      for (const [first] of queue.splice(0)) first?.retryIn(0);
    },
    async end() {
      ended = true;
      wake();
      await delivering;
      clearInterval(working);
    },
  };
}
