import { type Trace, traceOfText } from '@galley/shared/wire/trace.ts';
import type { OutboxRow } from './rows.ts';

/**
 * Whether a person still has something to decide about an entry: one that the server cannot read or holds as a fork, or
 * one that the books took with a flag. What was set aside, or sent again under another number, is done with [S14].
 */
export function isHeld({ name, state, verdict, resolution }: OutboxRow): boolean {
  if (state === 'fork') return resolution === undefined;
  // What came of a decision is told by the entry that it was about.
  if (name === 'resolve' && verdict === 'flagged') return false;
  return (verdict === 'quarantined' || verdict === 'flagged') && resolution?.how !== 'setAside';
}

export type { Trace };

export function traceOf({ body }: OutboxRow): Trace {
  return traceOfText(body);
}
