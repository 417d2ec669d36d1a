import { type Instant, instant } from '@galley/shared/values/time.ts';
import type { PrintState } from '@galley/shared/wire/print-jobs.ts';
import type { JobKind, JobStatus, SpoolJob } from './job.ts';

/** How long a paper is worth having [P6]: nothing old prints by itself. */
export const lifetimesMs: Readonly<Record<JobKind, number>> = {
  kitchen: 20 * 60_000,
  receipt: 2 * 60_000,
  drawer: 5_000,
  report: 20 * 60_000,
};

/** From the till's clock or ours, whichever is earlier: a till whose clock runs ahead must not print late. */
export function expiryOf(job: SpoolJob, nowMs: number): Instant {
  return instant(Math.min(Date.parse(job.createdAt), nowMs) + lifetimesMs[job.kind]);
}

/** Every way from state to state; the first byte sent is the point of no return [P4]. */
const next: Readonly<Record<PrintState, readonly PrintState[]>> = {
  queued: ['blocked', 'failed', 'sending', 'expired', 'cancelled', 'takenOver'],
  blocked: ['blocked', 'failed', 'sending', 'expired', 'cancelled', 'takenOver'],
  failed: ['blocked', 'failed', 'sending', 'expired', 'cancelled', 'takenOver'],
  sending: ['awaiting', 'printed', 'unknown'],
  awaiting: ['awaiting', 'printed', 'unknown'],
  unknown: ['printed', 'takenOver'],
  expired: ['takenOver', 'cancelled'],
  printed: [],
  cancelled: [],
  takenOver: [],
};

export function mayBecome(from: PrintState, to: PrintState): boolean {
  return next[from].includes(to);
}

/** Not a byte of it has been sent, and it will be tried. */
export function isWaiting(state: PrintState): boolean {
  return state === 'queued' || state === 'blocked' || state === 'failed';
}

/** Nothing will happen to it any more. `expired` and `unknown` still wait for a person. */
export function isSettled(state: PrintState): boolean {
  return next[state].length === 0;
}

export function firstStatus(job: SpoolJob, nowMs: number): Omit<JobStatus, 'n'> {
  return {
    id: job.id,
    state: 'queued',
    cause: '',
    proof: null,
    at: instant(nowMs),
    kind: job.kind,
    label: job.label,
    address: job.printer.address,
    ...(job.printer.name !== undefined && { printer: job.printer.name }),
    expiresAt: expiryOf(job, nowMs),
    reprintOf: null,
    takenOverBy: null,
  };
}
