import {
  AckPolicy, connect, DeliverPolicy, type JetStreamManager, type JsMsg, type NatsConnection, RetentionPolicy,
  StorageType,
} from 'nats'; // prettier-ignore
import { type Bus, batchSize, type Delivery, type Subscription } from './bus.ts';
import { deliveriesOf, parcelsOf } from './parcel.ts';

const days = 24 * 3600 * 1_000_000_000; // in nanoseconds, as NATS counts
const streams = [
  { name: 'COMMANDS', subject: 'cmd.>' },
  { name: 'EVENTS', subject: 'evt.>' },
] as const;

export type NatsOptions = {
  readonly url: string;
  /** Begins every subject and stream name, so that several Galleys can share a broker. */
  readonly namespace: string;
  readonly replicas: number;
};

/** JetStream, within what server 2.9 knows. Two streams, file storage, one durable pull consumer a worker. */
export async function connectNats(options: NatsOptions): Promise<Bus> {
  const { username, password, host } = new URL(options.url);
  const connection = await connect({
    servers: host,
    ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    maxReconnectAttempts: -1,
    name: 'galley',
  });
  const manager = await connection.jetstreamManager();
  for (const stream of streams) await declareStream(manager, stream, options);
  const jetstream = connection.jetstream();
  const full = (subject: string) => `${options.namespace}.${subject}`;

  return {
    kind: 'nats',
    async publish(messages) {
      await Promise.all(
        parcelsOf(messages).map(({ id, subject, payload }) =>
          jetstream.publish(full(subject), payload, { msgID: id }),
        ),
      );
    },
    async consume(name, subject, deliver) {
      const stream = streamName(options, subject.startsWith('cmd.') ? 'COMMANDS' : 'EVENTS');
      await declareConsumer(manager, stream, name, full(subject));
      const consumer = await jetstream.consumers.get(stream, name);
      const messages = await consumer.consume({ max_messages: 64 });
      return pump(messages, options.namespace, deliver);
    },
    hint: (topic, text) => connection.publish(`${options.namespace}.hint.${topic}`, text),
    onHint(topic, listen) {
      const subscription = connection.subscribe(`${options.namespace}.hint.${topic}`, {
        callback: (_error, message) => listen(message.string()),
      });
      return { stop: () => Promise.resolve(subscription.unsubscribe()) };
    },
    isReady: () => isOpen(connection),
    close: () => connection.close(),
  };
}

function isOpen(connection: NatsConnection): boolean {
  return !connection.isClosed() && !connection.isDraining();
}

function streamName(options: NatsOptions, name: string): string {
  return `${options.namespace}_${name}`;
}

async function declareStream(
  manager: JetStreamManager,
  stream: (typeof streams)[number],
  options: NatsOptions,
) {
  const config = {
    name: streamName(options, stream.name),
    subjects: [`${options.namespace}.${stream.subject}`],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    max_age: 7 * days,
    duplicate_window: 120 * 1_000_000_000,
    num_replicas: options.replicas,
  };
  const known = await manager.streams.info(config.name).catch(() => null);
  await (known ? manager.streams.update(config.name, config) : manager.streams.add(config));
}

/** A consumer that stands beyond its stream's end (a broker that lost its tail) would sleep: it is made anew [S11]. */
async function declareConsumer(manager: JetStreamManager, stream: string, name: string, subject: string) {
  const known = await manager.consumers.info(stream, name).catch(() => null);
  const { state } = await manager.streams.info(stream);
  if (known && known.delivered.stream_seq > state.last_seq) await manager.consumers.delete(stream, name);
  await manager.consumers.add(stream, {
    durable_name: name,
    filter_subject: subject,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: 30 * 1_000_000_000,
    max_deliver: -1,
    max_ack_pending: 4 * batchSize,
  });
}

/** Gathers what has arrived while the last batch was applied, so batches grow with the load. */
function pump(
  parcels: AsyncIterable<JsMsg> & { close(): Promise<unknown> },
  namespace: string,
  deliver: (batch: readonly Delivery[]) => Promise<void>,
): Subscription {
  const queue: (readonly Delivery[])[] = [];
  let wake: () => void = () => undefined;
  let ended = false;
  const receiving = (async () => {
    for await (const parcel of parcels) {
      queue.push(deliveriesOf(parcel, namespace));
      wake();
    }
    ended = true;
    wake();
  })();
  const delivering = (async () => {
    while (!ended || queue.length > 0) {
      const batch: Delivery[] = [];
      while (batch.length < batchSize && queue.length > 0) batch.push(...(queue.shift() ?? []));
      if (batch.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      else await deliver(batch);
    }
  })();
  return {
    async stop() {
      for (const [first] of queue.splice(0)) first?.retryIn(0); // another replica may have it at once
      await parcels.close();
      await Promise.all([receiving, delivering]);
    },
  };
}
