import { EventEmitter } from 'node:events';
import { type Bus, batchSize, type Delivery, NoAnswer, type OutboundMessage } from './bus.ts';

type Consumer = {
  readonly prefix: string;
  readonly queue: { message: OutboundMessage; redeliveries: number }[];
  readonly wake: () => void;
};

/**
 * A bus without a broker, for one process: the outbox is the queue. What is in memory when the process dies is driven
 * again from the mutation log at the next start.
 */
export function createDirectBus(): Bus {
  const consumers = new Set<Consumer>();
  const hints = new EventEmitter().setMaxListeners(0);
  const answering = new Map<string, (question: string) => Promise<string>>();
  let closed = false;

  return {
    kind: 'direct',
    publish(messages) {
      for (const message of messages) {
        for (const consumer of consumers) {
          if (message.subject.startsWith(consumer.prefix)) {
            consumer.queue.push({ message, redeliveries: 0 });
            consumer.wake();
          }
        }
      }
      return Promise.resolve();
    },
    consume(_name, subject, deliver) {
      let wake: () => void = () => undefined;
      const consumer: Consumer = { prefix: subject.replace(/>$/, ''), queue: [], wake: () => wake() };
      consumers.add(consumer);
      let stopped = false;
      const running = (async () => {
        while (!stopped && !closed) {
          const batch = consumer.queue.splice(0, batchSize);
          if (batch.length === 0) await new Promise<void>((resolve) => (wake = resolve));
          else await deliver(batch.map((entry) => toDelivery(entry, consumer)));
        }
      })();
      const stop = async () => {
        stopped = true;
        consumers.delete(consumer);
        wake();
        await running;
      };
      return Promise.resolve({ stop });
    },
    hint: (topic, text) => void hints.emit(topic, text),
    onHint(topic, listen) {
      hints.on(topic, listen);
      return { stop: () => Promise.resolve(void hints.off(topic, listen)) };
    },
    async request(topic, question, timeoutMs) {
      const give = answering.get(topic);
      if (!give || closed) throw new NoAnswer(topic);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new NoAnswer(topic)), timeoutMs);
      });
      return Promise.race([give(question), late]).finally(() => clearTimeout(timer));
    },
    answer(topic, give) {
      answering.set(topic, give);
      return { stop: () => Promise.resolve(void answering.delete(topic)) };
    },
    purge: () => Promise.resolve(), // nothing outlives the process
    isReady: () => !closed,
    close() {
      closed = true;
      for (const consumer of consumers) consumer.wake();
      return Promise.resolve();
    },
  };
}

function toDelivery(entry: Consumer['queue'][number], consumer: Consumer): Delivery {
  return {
    subject: entry.message.subject,
    payload: entry.message.payload,
    redeliveries: entry.redeliveries,
    ack: () => Promise.resolve(),
    retryIn(ms) {
      setTimeout(() => {
        consumer.queue.push({ message: entry.message, redeliveries: entry.redeliveries + 1 });
        consumer.wake();
      }, ms).unref();
    },
  };
}
