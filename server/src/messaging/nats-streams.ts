import {
  AckPolicy,
  DeliverPolicy,
  type JetStreamManager,
  NatsError,
  RetentionPolicy,
  StorageType,
} from 'nats';
import { batchSize } from './bus.ts';

const days = 24 * 3600 * 1_000_000_000; // in nanoseconds, as NATS counts
const streams = { COMMANDS: 'cmd.>', EVENTS: 'evt.>' } as const;

/** Which streams a Galley has on a broker; `namespace` begins their names and subjects. */
export type StreamOptions = { readonly namespace: string; readonly replicas: number };

/** A durable consumer that all replicas of a worker share. */
export type ConsumerPlace = { readonly stream: string; readonly name: string; readonly subject: string };

export function placeOf({ namespace }: StreamOptions, name: string, subject: string): ConsumerPlace {
  const stream = `${namespace}_${subject.startsWith('cmd.') ? 'COMMANDS' : 'EVENTS'}`;
  return { stream, name, subject: `${namespace}.${subject}` };
}

/** What tells one life of a stream from another, and how far this one has come. */
export type StreamState = { readonly name: string; readonly created: string; readonly lastSequence: number };

/** Makes the streams that are missing. */
export function declareStreams(manager: JetStreamManager, options: StreamOptions): Promise<StreamState[]> {
  return Promise.all(
    Object.entries(streams).map(async ([name, subject]): Promise<StreamState> => {
      const config = {
        name: `${options.namespace}_${name}`,
        subjects: [`${options.namespace}.${subject}`],
        retention: RetentionPolicy.Limits,
        storage: StorageType.File,
        max_age: 7 * days,
        duplicate_window: 120 * 1_000_000_000,
        num_replicas: options.replicas,
      };
      const known = await orMissing(manager.streams.info(config.name));
      const { created, state } = await (known
        ? manager.streams.update(config.name, config)
        : manager.streams.add(config));
      return { name: config.name, created, lastSequence: state.last_seq };
    }),
  );
}

/** Empties the streams; their sequences go on. */
export async function purgeStreams(manager: JetStreamManager, { namespace }: StreamOptions): Promise<void> {
  for (const name of Object.keys(streams)) await manager.streams.purge(`${namespace}_${name}`);
}

/**
 * Makes the consumer if it is missing. One that would sleep is made anew [S11]: it stands beyond its stream's end (a
 * broker that lost its tail), or sees nothing to come although its stream holds some. Answers whether it had to be made.
 */
export async function declareConsumer(manager: JetStreamManager, place: ConsumerPlace): Promise<boolean> {
  const { stream, name, subject } = place;
  const last = await orMissing(manager.streams.getMessage(stream, { last_by_subj: subject }));
  // In this order, so that what moves between two answers is never taken for a fault.
  const known = await orMissing(manager.consumers.info(stream, name));
  const { state } = await manager.streams.info(stream);
  const sleeps =
    known !== null &&
    (known.delivered.stream_seq > state.last_seq ||
      (known.num_pending === 0 && known.delivered.stream_seq < (last?.seq ?? 0)));
  if (sleeps) await manager.consumers.delete(stream, name);
  await manager.consumers.add(stream, {
    durable_name: name,
    filter_subject: subject,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: 30 * 1_000_000_000,
    max_deliver: -1,
    max_ack_pending: 4 * batchSize,
  });
  return known === null || sleeps;
}

/** Null for what the broker says it does not have; any other refusal is a fault. */
async function orMissing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NatsError && error.api_error?.code === 404) return null;
    throw error;
  }
}
