import { type JetStreamManager, type NatsConnection, NatsError, type StreamInfo } from 'nats';
import {
  consumerConfig,
  type ConsumerPlace,
  streamConfig,
  type StreamName,
  type StreamOptions,
  streams,
} from './streams.ts';

const names = Object.keys(streams) as StreamName[]; // an object's own keys

/** What tells one life of a stream from another, and how far this one has come. */
export type StreamState = { readonly name: string; readonly created: string; readonly lastSequence: number };

/** Makes the streams that are missing, and all of them as they are declared. */
export function declareStreams(manager: JetStreamManager, options: StreamOptions): Promise<StreamState[]> {
  return Promise.all(
    names.map(async (name) => {
      const config = streamConfig(name, options);
      const known = await orMissing(manager.streams.info(config.name));
      return stateOf(
        config.name,
        await (known ? manager.streams.update(config.name, config) : manager.streams.add(config)),
      );
    }),
  );
}

/** Looks at the streams that another service makes; rejects while one is missing. */
export function findStreams(manager: JetStreamManager, options: StreamOptions): Promise<StreamState[]> {
  return Promise.all(
    names.map(async (each) => {
      const { name } = streamConfig(each, options);
      return stateOf(name, await manager.streams.info(name));
    }),
  );
}

function stateOf(name: string, { created, state }: StreamInfo): StreamState {
  return { name, created, lastSequence: state.last_seq };
}

/** Empties the streams; their sequences go on. */
export async function purgeStreams(manager: JetStreamManager, options: StreamOptions): Promise<void> {
  for (const name of names) await manager.streams.purge(streamConfig(name, options).name);
}

/**
 * Makes the consumer if it is missing. One that would sleep is made anew [S11]: it stands beyond its stream's end (a
 * broker that lost its tail), or sees nothing to come although its stream holds some. Answers whether it had to be made.
 */
export async function declareConsumer(
  connection: NatsConnection,
  manager: JetStreamManager,
  place: ConsumerPlace,
): Promise<boolean> {
  const { stream, name } = place;
  const last = await lastSequence(connection, place);
  // In this order, so that what moves between two answers is never taken for a fault.
  const known = await orMissing(manager.consumers.info(stream, name));
  const { state } = await manager.streams.info(stream);
  const sleeps =
    known !== null &&
    (known.delivered.stream_seq > state.last_seq ||
      (known.num_pending === 0 && known.delivered.stream_seq < last));
  if (sleeps) await manager.consumers.delete(stream, name);
  await manager.consumers.add(stream, consumerConfig(place));
  return known === null || sleeps;
}

/** Of the last message that is for a consumer; 0: there is none. Asked by its subject, which the asker has the right to. */
async function lastSequence(connection: NatsConnection, { stream, subject }: ConsumerPlace): Promise<number> {
  const answer = await connection.request(`$JS.API.DIRECT.GET.${stream}.${subject}`);
  return Number(answer.headers?.get('Nats-Sequence') ?? 0);
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
