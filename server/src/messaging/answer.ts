import { type BranchId, uuidFrom } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Envelope } from '@galley/shared/wire/envelope.ts';
import { type EventData, type EventName, eventSubject, type Verdict } from '@galley/shared/wire/events.ts';
import type { Worker } from '@galley/shared/wire/mutations.ts';
import type { OutboxMessage } from './outbox.ts';

/**
 * What a worker answers to a message: one event, or that something it needs has not arrived yet. A saga answers to nobody:
 * it says what is to be sent on, and drives that again itself.
 */
export type Answer =
  | EventAnswer
  | { readonly waitFor: string }
  | { readonly sends: readonly OutboxMessage[] };
export type EventAnswer = {
  readonly [N in EventName]: {
    readonly event: N;
    readonly data: EventData<N>;
    readonly flags: readonly Flag[];
  };
}[EventName];

/**
 * The outbox row of an answer: an event that carries on its cause's correlation. Its id follows from its cause, so that
 * a worker that was set back to a backup and answers anew is not taken for one with news [S12]. A quarantine has another
 * one: once it is mended, the answer is news.
 */
export function answerMessage(worker: Worker, cause: Envelope, answer: EventAnswer): OutboxMessage {
  const verb = answer.event === 'quarantined' ? 'quarantines' : 'answers';
  const event = {
    id: uuidFrom(`${worker} ${verb} ${cause.id}`),
    type: answer.event,
    version: 1,
    occurredAt: instant(Date.now()),
    correlationId: cause.correlationId,
    causationId: cause.id,
    branchId: cause.branchId,
    worker,
    verdict: verdictOf(answer),
    flags: answer.flags,
    data: answer.data,
  };
  const subject = eventSubject(worker, answer.event, cause.branchId);
  return { id: event.id, causeId: cause.id, subject, payload: JSON.stringify(event) };
}

/** An event that is nobody's answer: `id` follows from what it tells. It is sent again when `correlationId` comes again. */
export function eventMessage<N extends EventName>(
  worker: Worker,
  { id, branchId, correlationId = id }: { id: string; branchId: BranchId; correlationId?: string },
  type: N,
  data: EventData<N>,
): OutboxMessage {
  const event = {
    id,
    type,
    version: 1,
    occurredAt: instant(Date.now()),
    correlationId,
    causationId: correlationId === id ? null : correlationId,
    branchId,
    worker,
    verdict: 'applied',
    flags: [],
    data,
  };
  return {
    id,
    causeId: correlationId,
    subject: eventSubject(worker, type, branchId),
    payload: JSON.stringify(event),
  };
}

function verdictOf(answer: EventAnswer): Verdict {
  if (answer.event === 'quarantined') return 'quarantined';
  return answer.flags.length > 0 ? 'flagged' : 'applied';
}
