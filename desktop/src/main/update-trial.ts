import { readFileSync } from 'node:fs';
import { versionSchema } from '@galley/shared/values/version.ts';
import { z } from 'zod';
import { type Seen, seenSchema } from './downgrade-guard.ts';
import { writeSafely } from './write-safely.ts';

/** What was installed before, and where its file is kept. */
const wayBackSchema = z.object({
  kind: z.enum(['appImage', 'nsis']),
  path: z.string(),
  sha512: z.string(),
});
export type WayBack = z.infer<typeof wayBackSchema>;

const stateSchema = z.object({
  /** The version that was put in place last, until a page says that it works. */
  trial: z
    .object({
      version: versionSchema,
      /** How often it was started. */
      starts: z.int().min(0),
      former: seenSchema,
      wayBack: wayBackSchema.nullable(),
    })
    .nullable(),
  /** Did not work on this device, so it is not put in place again. */
  failed: z.array(versionSchema),
});
export type UpdateState = Readonly<z.infer<typeof stateSchema>>;
export type Trial = NonNullable<UpdateState['trial']>;

export const noUpdate: UpdateState = { trial: null, failed: [] };

/** Started this often without a page that says that it works: it does not. As of the pages of a browser. */
const trials = 3;

export type Started = {
  readonly state: UpdateState;
  readonly judged: 'goOn' | 'goBack' | 'cannotGoBack';
};

/**
 * This build is being started. One that was put in place and started three times without drawing its till gives way to
 * the one before, unless it may have turned the records into a form that the former one cannot read.
 */
export function started(state: UpdateState, own: Seen): Started {
  const { trial, failed } = state;
  // The former one still runs: the new one was not installed after all.
  if (trial?.version !== own.app) return { state: { ...state, trial: null }, judged: 'goOn' };
  if (trial.starts < trials) {
    return { state: { ...state, trial: { ...trial, starts: trial.starts + 1 } }, judged: 'goOn' };
  }
  const readsSame = trial.former.schema === own.schema && trial.former.chromium === own.chromium;
  const after = { trial: null, failed: [...failed, own.app] };
  return { state: after, judged: readsSame && trial.wayBack ? 'goBack' : 'cannotGoBack' };
}

/** Beside the profile, which an update may have changed. */
export function updateStateFile(profile: string): string {
  return `${profile} update.json`;
}

/** A file that cannot be read is as good as none: nothing is on trial. */
export function readUpdateState(file: string, report: (fault: unknown) => void): UpdateState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (fault) {
    const isMissing = fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
    if (!isMissing) report(fault);
    return noUpdate;
  }
}

export function writeUpdateState(file: string, state: UpdateState): void {
  writeSafely(file, JSON.stringify(state));
}
