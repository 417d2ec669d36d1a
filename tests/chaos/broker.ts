import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { batchSize, type Bus, type Delivery, type OutboundMessage } from '@galley/server/messaging/bus.ts';
import { createDirectBus } from '@galley/server/messaging/direct.ts';
import type { Dice } from './dice.ts';

/** A broker that keeps no promise but one: nothing is delivered that was never published. */
export type ModelBroker = {
  /** As one start of the server sees it; what the broker holds outlives it. */
  readonly connect: () => Bus;
  /** Lost its last messages in a power cut, and with them their places: its consumers stand beyond its end. */
  forgetSuffix(count: number): void;
  /** Forgot every message and counts from one again; its consumers stand where they stood. */
  restartSequence(): void;
  /** Forgot how far everybody had come: all that is left is delivered again. */
  forgetConsumers(): void;
  /** Everything it still holds comes once more, long after it was acknowledged. */
  redeliverAll(): void;
  /** While it is moody it refuses some publishings, takes some without saying so, and mixes the order. */
  setMoody(moody: boolean): void;
  /** Consumers that stand beyond their stream's end hear nothing until they are made anew. */
  asleep(): boolean;
};

type Stream = { last: number; readonly messages: Map<number, OutboundMessage> };
type Consumer = {
  readonly stream: Stream;
  readonly prefix: string;
  /** The next place to deliver from. */
  next: number;
  /** Delivered and not acknowledged: place -> when it comes again, how often it came. */
  readonly pending: Map<number, { dueAt: number; deliveries: number }>;
};

const ackWaitMs = 2000;
/** JetStream's two minutes, as hasty as everything here. */
const duplicateWindowMs = 4000;

export function createModelBroker(dice: Dice, haste: number): ModelBroker {
  const streams = { cmd: createStream(), evt: createStream() };
  const consumers = new Map<string, Consumer>();
  const seen = new Map<string, number>();
  const hints = new EventEmitter().setMaxListeners(0);
  const wakes = new Set<() => void>();
  let moody = false;
  const wakeAll = () => wakes.forEach((wake) => wake());

  return {
    connect,
    forgetSuffix(count) {
      for (const stream of Object.values(streams)) {
        const last = Math.max(stream.last - count, 0);
        for (let place = stream.last; place > last; place -= 1) stream.messages.delete(place);
        stream.last = last;
      }
      seen.clear();
    },
    restartSequence() {
      for (const stream of Object.values(streams)) {
        stream.messages.clear();
        stream.last = 0;
      }
      seen.clear();
    },
    forgetConsumers() {
      for (const consumer of consumers.values()) rebuild(consumer);
      wakeAll();
    },
    redeliverAll() {
      for (const consumer of consumers.values()) {
        for (const place of placesOf(consumer)) {
          if (place < consumer.next) consumer.pending.set(place, { dueAt: 0, deliveries: 1 });
        }
      }
      wakeAll();
    },
    setMoody: (isMoody) => void (moody = isMoody),
    asleep: () => [...consumers.values()].some((consumer) => consumer.next > consumer.stream.last + 1),
  };

  function connect(): Bus {
    let closed = false;
    const asking = createDirectBus();
    return {
      kind: 'direct',
      request: (...question) => asking.request(...question),
      answer: (...answering) => asking.answer(...answering),
      async publish(messages) {
        if (moody && dice.chance(0.1)) throw new Error('the broker did not take it');
        for (const message of messages) keep(message);
        wakeAll();
        if (moody && dice.chance(0.1)) throw new Error('the broker took it, and its word was lost');
        if (moody) await wait(dice.below(10));
      },
      consume(name, subject, deliver) {
        const consumer = consumers.get(name) ?? createConsumer(subject);
        consumers.set(name, consumer);
        if (consumer.next > consumer.stream.last + 1) rebuild(consumer);
        let stopped = false;
        let wake: () => void = () => undefined;
        const signal = () => wake();
        wakes.add(signal);
        const running = (async () => {
          while (!stopped) {
            const batch = take(consumer);
            if (batch.length > 0) await deliver(batch);
            else {
              await new Promise<void>((resolve) => {
                wake = resolve;
                setTimeout(resolve, 50); // something that was not acknowledged may be due again
              });
            }
          }
        })();
        return Promise.resolve({
          async stop() {
            stopped = true;
            wakes.delete(signal);
            wake();
            await running;
          },
        });
      },
      hint: (topic, text) => void ((moody && dice.chance(0.5)) || hints.emit(topic, text)),
      onHint(topic, listen) {
        hints.on(topic, listen);
        return { stop: () => Promise.resolve(void hints.off(topic, listen)) };
      },
      purge() {
        for (const stream of Object.values(streams)) stream.messages.clear();
        return Promise.resolve();
      },
      isReady: () => !closed,
      close() {
        closed = true;
        return Promise.resolve();
      },
    };
  }

  function createConsumer(subject: string): Consumer {
    const stream = subject.startsWith('cmd.') ? streams.cmd : streams.evt;
    return { stream, prefix: subject.replace(/>$/, ''), next: 1, pending: new Map() };
  }

  function rebuild(consumer: Consumer): void {
    consumer.next = 1;
    consumer.pending.clear();
  }

  function keep(message: OutboundMessage): void {
    const now = Date.now();
    if (now - (seen.get(message.id) ?? 0) < duplicateWindowMs) return;
    seen.set(message.id, now);
    const stream = message.subject.startsWith('cmd.') ? streams.cmd : streams.evt;
    stream.last += 1;
    stream.messages.set(stream.last, message);
  }

  /** What is due, old and new; in any order when it is moody. */
  function take(consumer: Consumer): Delivery[] {
    const now = Date.now();
    const due: number[] = [];
    for (const [place, { dueAt }] of consumer.pending) {
      if (due.length < batchSize && dueAt <= now) due.push(place);
    }
    while (due.length < batchSize && consumer.next <= consumer.stream.last) {
      const message = consumer.stream.messages.get(consumer.next);
      if (message?.subject.startsWith(consumer.prefix)) due.push(consumer.next);
      consumer.next += 1;
    }
    if (moody) due.sort(() => dice.roll() - 0.5);
    return due.flatMap((place) => {
      const message = consumer.stream.messages.get(place);
      if (!message) {
        consumer.pending.delete(place);
        return [];
      }
      const deliveries = (consumer.pending.get(place)?.deliveries ?? 0) + 1;
      consumer.pending.set(place, { dueAt: now + ackWaitMs, deliveries });
      return [toDelivery(consumer, place, message, deliveries)];
    });
  }

  function toDelivery(
    consumer: Consumer,
    place: number,
    { subject, payload }: OutboundMessage,
    deliveries: number,
  ): Delivery {
    return {
      subject,
      payload,
      redeliveries: deliveries - 1,
      ack() {
        // Now and then the word of it does not arrive, and the message comes again.
        if (!(moody && dice.chance(0.1))) consumer.pending.delete(place);
        return Promise.resolve();
      },
      retryIn(ms) {
        consumer.pending.set(place, { dueAt: Date.now() + ms / haste, deliveries });
        setTimeout(wakeAll, ms / haste).unref();
      },
    };
  }
}

function createStream(): Stream {
  return { last: 0, messages: new Map() };
}

function placesOf({ stream, prefix }: Consumer): number[] {
  return [...stream.messages].flatMap(([place, { subject }]) => (subject.startsWith(prefix) ? [place] : []));
}
