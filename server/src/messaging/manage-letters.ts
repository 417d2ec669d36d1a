import type { Pool, PoolClient } from 'pg';
import { ok, type Refusal, refuse, type Result } from '@galley/shared/values/result.ts';
import type { DeadLetter, DeadLetters } from '@galley/shared/wire/dead-letters.ts';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import { inTransaction } from '../db/transaction.ts';
import { driveAgain, lockMutations, readAgain } from '../sync/drive-again.ts';
import { NoAnswer } from './bus.ts';
import type { LetterBox } from './letter-box.ts';
import type { Service } from './streams.ts';

export type LetterBoxes = Readonly<Record<Service, LetterBox>>;

/** What a decision is written down with, in the transaction of the log. */
export type KeepDecision = (tx: PoolClient, letter: DeadLetter) => Promise<void>;
type Refused = Refusal<'unknownLetter' | 'stillQuarantined'>;

/** All that wait for a person or are being tried, oldest first, and who did not say what it has. */
export async function listLetters(boxes: LetterBoxes): Promise<DeadLetters> {
  const silent: string[] = [];
  const lists = Object.entries(boxes).map(([service, box]) =>
    box.list().catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      silent.push(service);
      return [];
    }),
  );
  const letters = (await Promise.all(lists)).flat();
  return { letters: letters.toSorted((a, b) => a.diedAt.localeCompare(b.diedAt)), silent };
}

/**
 * Has a letter tried once more, after what was wrong with it has been put right. One that could not even be read goes to
 * its worker as if the bus had brought it. One that was read and not applied has quarantined its mutation: that one is driven
 * again from the log, through all its workers. A fault in between leaves it in quarantine, where it is seen as well. Answers
 * what was done, in words.
 */
export async function replayLetter(
  boxes: LetterBoxes,
  { pool, table }: { readonly pool: Pool; readonly table: MutationTable },
  id: string,
  keep: KeepDecision,
): Promise<Result<string, Refused>> {
  const found = await find(boxes, id);
  if (!found) return unknownLetter(id);
  const { box, key, letter } = found;
  return inTransaction(pool, async (tx) => {
    const [target] = await lockMutations(tx, `m.id = $1 and m.state = 'quarantined'`, [letter.mutationId]);
    if (!target) {
      // Its mutation is not in quarantine, or it has none: only this worker lacks it.
      if (!(await box.handOver(key))) return unknownLetter(id);
      await keep(tx, letter);
      return ok('handed to its worker');
    }
    const read = readAgain(table, target);
    if (!read.ok) return refuse('stillQuarantined', `The server still cannot read it: ${read.message}`);
    if (!(await box.close(key, 'replayed', ''))) return unknownLetter(id);
    await driveAgain(tx, target, read.value, target.body);
    await keep(tx, letter);
    return ok('sent again from the log');
  });
}

/** Takes a letter off the list for a reason that is kept with it. Nothing is deleted. */
export async function dropLetter(
  boxes: LetterBoxes,
  pool: Pool,
  id: string,
  reason: string,
  keep: KeepDecision,
): Promise<Result<string, Refused>> {
  const found = await find(boxes, id);
  if (!found) return unknownLetter(id);
  const { box, key, letter } = found;
  return inTransaction(pool, async (tx) => {
    if (!(await box.close(key, 'dropped', reason))) return unknownLetter(id);
    await keep(tx, letter);
    return ok('kept with its reason');
  });
}

async function find(boxes: LetterBoxes, id: string) {
  const [, service = '', key] = /^([a-z]+)-(\d+)$/.exec(id) ?? [];
  const [, box] = Object.entries(boxes).find(([name]) => name === service) ?? [];
  const letter = (await box?.list())?.find((each) => each.id === id);
  return box && letter ? { box, key: Number(key), letter } : null;
}

function unknownLetter(id: string): Refused {
  return refuse('unknownLetter', `There is no open dead letter ${id}.`);
}
