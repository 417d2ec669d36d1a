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
  /**
   * Asks whoever answers for `topic` now, for a caller who waits [S14]. Kept nowhere and never repeated: without an answer
   * in time (nobody is there, or it was lost, or it comes too late) this rejects with `NoAnswer`, and the other side may
   * have acted all the same. So only what may be asked twice is asked. `ask.ts` gives questions their shapes.
   */
  request(topic: string, question: string, timeoutMs: number): Promise<string>;
  /** Answers questions until it is stopped; of all that answer for a topic one gets each. */
  answer(topic: string, give: (question: string) => Promise<string>): Subscription;
  /** Throws away all that is on its way: it belongs to a history that is no more [S10]. */
  purge(): Promise<void>;
  isReady(): boolean;
  close(): Promise<void>;
};

/** Nobody has answered in time. Whether it was heard is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(topic: string, options?: ErrorOptions) {
    super(`nobody has answered for ${topic} in time`, options);
  }
}

/** Most messages that a worker applies in one transaction. */
export const batchSize = 128;
