/** A message as it leaves an outbox. `id` names this sending of it: the broker drops a second copy [S12]. */
export type OutboundMessage = { readonly id: string; readonly subject: string; readonly payload: string };

export type Delivery = {
  readonly subject: string;
  readonly payload: string;
  /** How often this message came before. */
  readonly redeliveries: number;
  /** After commit only. Resolves once the broker knows. */
  ack(): Promise<void>;
  retryIn(ms: number): void;
};

export type Subscription = { stop(): Promise<void> };

/**
 * The courier between outboxes and workers: at least once, in any order, and it may forget [S11]. Faces: `nats.ts`,
 * `direct.ts`.
 */
export type Bus = {
  readonly kind: 'nats' | 'direct';
  /** Resolves when every message is with the broker; rejects when that is not certain. */
  publish(messages: readonly OutboundMessage[]): Promise<void>;
  /** Hands over batches, one at a time, to a durable consumer that all replicas of a worker share. */
  consume(
    consumer: string,
    subject: string,
    deliver: (batch: readonly Delivery[]) => Promise<void>,
  ): Promise<Subscription>;
  /** Fire and forget, to whoever listens now: a hint that there is something to look at [S22]. */
  hint(topic: string, text: string): void;
  onHint(topic: string, listen: (text: string) => void): Subscription;
  /** Throws away all that is on its way: it belongs to a history that is no more [S10]. */
  purge(): Promise<void>;
  isReady(): boolean;
  close(): Promise<void>;
};

/** Most messages that a worker applies in one transaction. */
export const batchSize = 128;
