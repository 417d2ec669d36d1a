import { must } from '@galley/shared/values/must.ts';
import { refuse, type Refusal, type Result } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import { z } from 'zod';
import { type JobPrinter, type JobStatus, spoolJobSchema } from './job.ts';
import { labelsFor } from '../document/labels.ts';
import { paperTime } from '../document/paper-time.ts';
import { markDiverted, markReprint } from '../document/reprint.ts';
import { encodeDocument, type EncodedDocument, type EncodeRefusal } from '../escpos/encode.ts';
import { profileById } from '../escpos/profiles.ts';

/** A job as the spool keeps it: a reprint carries its mark apart, so that marks never pile up on the paper. */
export const spooledJobSchema = spoolJobSchema.extend({
  reprint: z
    .object({
      kind: z.enum(['duplicate', 'delayed']),
      attempt: z.int(),
      first: z.string(),
      /** The job that all reprints of one paper descend from. */
      root: z.string(),
    })
    .nullable(),
  /** It was meant for another printer, which could not print it [P7]. */
  diverted: z.object({ from: z.string(), why: z.string() }).optional(),
});
export type SpooledJob = z.infer<typeof spooledJobSchema>;

type Encoded = Result<EncodedDocument, EncodeRefusal | Refusal<'noProfile'>>;

/**
 * The bytes of a job, or why no paper can carry it [P9]. Who takes a job asks whether it can be printed, and its lane asks
 * once more when its turn comes: laid out for the one, it is kept for the other, and no longer.
 */
export function encodeJob(job: SpooledJob): Encoded {
  const kept = laidOut.get(job);
  if (kept) {
    laidOut.delete(job);
    return kept;
  }
  const encoded = encode(job);
  laidOut.set(job, encoded);
  return encoded;
}
const laidOut = new WeakMap<SpooledJob, Encoded>();

function encode(job: SpooledJob): Encoded {
  const profile = profileById(job.printer.profile);
  if (!profile)
    return refuse('noProfile', `There is no printer profile "${job.printer.profile}". Choose another.`);
  const labels = labelsFor(job.language);
  const meant = job.diverted ? markDiverted(job.document, { ...job.diverted, labels }) : job.document;
  return encodeDocument(job.reprint ? markReprint(meant, { ...job.reprint, labels }) : meant, profile);
}

/** A job and all that took its place after it are called `<id of the first>~<n>`. */
export function rootOf(id: string): string {
  return id.replace(/~\d+$/, '');
}

function heirId(id: string): string {
  const place = Number(/~(\d+)$/.exec(id)?.[1] ?? 1);
  return `${rootOf(id)}~${place + 1}`;
}

/** The same job for another printer: not a byte of it was sent, so it needs no warning, only whose it is [P7]. */
export function divertedJob(job: SpooledJob, to: JobPrinter, status: JobStatus): SpooledJob {
  const from = job.diverted?.from ?? job.printer.name ?? job.printer.address;
  return {
    ...job,
    id: heirId(job.id),
    printer: to,
    fallbacks: (job.fallbacks ?? []).filter((each) => each.address !== to.address),
    diverted: { from, why: status.cause },
  };
}

/** The job that prints a paper again: a new job, linked and marked [P4]. */
export function reprintOf(job: SpooledJob, status: JobStatus, nowMs: number): SpooledJob {
  const attempt = (job.reprint?.attempt ?? 1) + 1;
  const root = rootOf(job.id);
  // An expired job never sent a byte; but a reprint of a paper in doubt stays in doubt.
  const doubtful = status.state === 'unknown' || job.reprint?.kind === 'duplicate';
  const zone = job.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    ...job,
    id: heirId(job.id),
    createdAt: instant(nowMs),
    reprint: {
      kind: doubtful ? 'duplicate' : 'delayed',
      attempt,
      first: job.reprint?.first ?? paperTime(must(job.createdAt, 'every job has a time'), zone).time,
      root,
    },
  };
}
