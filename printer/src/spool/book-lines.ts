import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Entry } from './book.ts';
import { jobStatusSchema } from './job.ts';
import { isSettled } from './job-rules.ts';
import { spooledJobSchema } from './spooled-job.ts';

/** A line of the journal. */
export const lineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('book'), epoch: z.string(), last: z.int() }),
  z.object({ type: z.literal('entry'), job: spooledJobSchema.nullable(), status: jobStatusSchema }),
  z.object({ type: z.literal('status'), status: jobStatusSchema }),
  z.object({
    type: z.literal('heir'),
    job: spooledJobSchema,
    status: jobStatusSchema,
    takenOver: jobStatusSchema,
  }),
  /** A person stopped a printer; null: it goes on. */
  z.object({ type: z.literal('pause'), address: z.string(), why: z.string().nullable() }),
]);
export type Line = z.infer<typeof lineSchema>;

const keepJobMs = 7 * 24 * 3_600_000;
const keepStatusMs = 30 * 24 * 3_600_000;

/** What a machine knew when it wrote its journal down. */
export type Known = {
  readonly entries: Map<string, Entry>;
  /** Why a person has stopped a printer, by its address. */
  readonly pauses: Map<string, string>;
  readonly epoch: string;
  readonly last: number;
};

export function readLines(lines: readonly Line[]): Known {
  const pauses = new Map<string, string>();
  const entries = new Map<string, Entry>();
  let epoch: string = randomUUID();
  let last = 0;
  for (const line of lines) {
    if (line.type === 'book') {
      epoch = line.epoch;
      last = Math.max(last, line.last);
      continue;
    }
    if (line.type === 'pause') {
      if (line.why === null) pauses.delete(line.address);
      else pauses.set(line.address, line.why);
      continue;
    }
    if (line.type === 'heir') {
      const { takenOver } = line;
      entries.set(takenOver.id, { job: entries.get(takenOver.id)?.job ?? null, status: takenOver });
      last = Math.max(last, takenOver.n);
    }
    const job = line.type === 'status' ? (entries.get(line.status.id)?.job ?? null) : line.job;
    entries.set(line.status.id, { job, status: line.status });
    last = Math.max(last, line.status.n);
  }
  return { entries, pauses, epoch, last };
}

/** Forgets the papers of last week and the jobs of last month; by then their expiry keeps them from printing. */
export function remembered({ entries, pauses, epoch, last }: Known, nowMs: number): Line[] {
  for (const [id, { job, status }] of entries) {
    const age = nowMs - Date.parse(status.at);
    if (!isSettled(status.state) && age < keepStatusMs) continue;
    if (age >= keepStatusMs) entries.delete(id);
    else if (age >= keepJobMs && job) entries.set(id, { job: null, status });
  }
  return [
    { type: 'book', epoch, last },
    ...[...pauses].map(([address, why]): Line => ({ type: 'pause', address, why })),
    ...[...entries.values()].map(entryLine),
  ];
}

export function entryLine({ job, status }: Entry): Line {
  return { type: 'entry', job, status };
}
