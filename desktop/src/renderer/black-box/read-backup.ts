import { chain } from '@galley/shared/values/hash.ts';
import { ok, type Refusal, refuse, type Result } from '@galley/shared/values/result.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import { boxFormat, type BoxEntry, type BoxPlace, decodeBox } from './format.ts';

/** A backup that is as it was written, to the last line. */
export type Backup = {
  readonly place: BoxPlace;
  readonly entries: readonly BoxEntry[];
  readonly madeAt: Instant;
};

/** Reads a backup and proves it, or says in words why nothing of it may be used. */
export function readBackup(text: string): Result<Backup> {
  const { format, place, entries, sealed, damaged } = decodeBox([text]);
  if (format === 0) return refuse('notABackup', 'This file is not a backup of a Galley till.');
  if (format > boxFormat)
    return refuse(
      'newerVersion',
      'A newer version of Galley has written this backup. Update this till first.',
    );
  if (damaged > 0 || !sealed || !place || sealed.entries !== entries.length) return damagedFile();
  const odd = entries.find((entry, index) => !continues(entries[index - 1], entry));
  return odd ? damagedFile() : ok({ place, entries, madeAt: sealed.madeAt });
}

/** Where two entries follow each other in the till's log, the second one's hash chains it to the first [S3]. */
function continues(before: BoxEntry | undefined, entry: BoxEntry): boolean {
  if (before?.incarnation !== entry.incarnation || before.number !== entry.number - 1) return true;
  return chain(before.hash, entry.body) === entry.hash;
}

function damagedFile(): Refusal {
  return refuse(
    'damagedFile',
    'This backup is damaged or not whole, so nothing of it was used. Try the one before it.',
  );
}
