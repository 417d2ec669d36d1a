import { readFileSync } from 'node:fs';
import { ok, refuse, type Refusal, type Result } from '@galley/shared/values/result.ts';
import { compareVersions, versionSchema } from '@galley/shared/values/version.ts';
import { z } from 'zod';
import { writeSafely } from './write-safely.ts';

/** What has been at the records of this device. Chromium by its main number: its own format of the profile hangs on it. */
export const seenSchema = z.object({ app: versionSchema, schema: z.int().min(0), chromium: z.int().min(0) });
export type Seen = z.infer<typeof seenSchema>;

/**
 * An older Chromium may erase what a newer one has stored, and an older Galley cannot read it. So whoever is older in
 * any of the three opens nothing. Answers what to remember from now on: the highest of each.
 */
export function judgeVersions(seen: Seen | null, own: Seen): Result<Seen, Refusal<'olderBuild'>> {
  if (!seen) return ok(own);
  const isOlder =
    compareVersions(own.app, seen.app) < 0 || own.schema < seen.schema || own.chromium < seen.chromium;
  if (isOlder) {
    return refuse(
      'olderBuild',
      `This is Galley ${own.app}, and Galley ${seen.app} has already worked with the records of this device. An older version could damage them, so it does not open them. Nothing is lost: install Galley ${seen.app} or newer.`,
    );
  }
  return ok(own);
}

/** Beside the profile, because a profile that was erased or put back would not know. */
export function versionsFile(profile: string): string {
  return `${profile} versions.json`;
}

/**
 * Reads the file, judges and remembers. Synchronous, because Chromium opens the profile as soon as Electron is ready. A
 * file that cannot be read or written stops nobody from selling.
 */
export function guardAgainstDowngrade(
  file: string,
  own: Seen,
  report: (fault: unknown) => void,
): Result<Seen, Refusal<'olderBuild'>> {
  const judged = judgeVersions(readSeen(file, report), own);
  if (!judged.ok) return judged;
  try {
    writeSafely(file, JSON.stringify(judged.value));
  } catch (fault) {
    report(fault);
  }
  return judged;
}

function readSeen(file: string, report: (fault: unknown) => void): Seen | null {
  try {
    return seenSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (fault) {
    const isMissing = fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
    if (!isMissing) report(fault);
    return null;
  }
}
