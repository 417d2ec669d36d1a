import type { Logger } from 'pino';
import type { Pool, PoolClient } from 'pg';
import type { Envelope } from '@galley/shared/wire/envelope.ts';
import type { Worker } from '@galley/shared/wire/mutations.ts';
import type { Answer } from './answer.ts';
import type { Bus, Delivery } from './bus.ts';
import type { Place } from './turns.ts';

/**
 * What a worker makes of messages. `Books` is the part of its database that a batch touches: read and locked at once,
 * changed in memory by one message after the other, written at once. So the rules between are plain functions, and a
 * batch costs a handful of statements, whatever its length.
 */
export type WorkerRules<M extends Envelope, Books> = {
  /** Its messages come from the consumers that `streams.ts` declares for the service of this name. */
  readonly name: Worker;
  /** Reads a message off the bus; throws what zod throws. */
  parse(payload: string): M;
  /** Messages that must be taken in a till's order have a place; null for those in no line. */
  placeOf(message: M): Place | null;
  open(tx: PoolClient, messages: readonly M[]): Promise<Books>;
  /**
   * Throws for what can never be applied. `waitedMs`: how long it has waited for another message since it was first
   * tried; null: it was not tried yet.
   */
  apply(books: Books, message: M, waitedMs: number | null): Answer | Promise<Answer>;
  save(tx: PoolClient, books: Books): Promise<unknown>;
};

export type WorkerContext = {
  readonly pool: Pool;
  readonly bus: Bus;
  readonly log: Logger;
  /** Called after each commit that wrote to the outbox. */
  readonly wakeRelay: () => void;
};

/** A message and what it was read from. */
export type Item<M> = {
  readonly message: M;
  readonly letter: Pick<Delivery, 'subject' | 'payload'>;
  readonly waitedMs?: number | null;
};

/** How long a fact waits for another one that it speaks of; then it is taken without it, and flagged [S14] [S17]. */
export const patienceMs = 72 * 3600_000;
