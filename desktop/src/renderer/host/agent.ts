import {
  type PrintReport,
  printerConditionSchema,
  printReportSchema,
  printReportsSchema,
} from '@galley/shared/wire/print-jobs.ts';
import { foundPrintersSchema, printerSetUpSchema } from '@galley/shared/wire/print-setup.ts';
import { z } from 'zod';
import type { Meta } from '../db/rows.ts';
import { startDeadline } from '../sync/deadline.ts';
import { HostAway, JobRefused, type PrintHost } from './print-host.ts';

const attemptTimeoutMs = 5_000;
/** 254 neighbours, 32 at a time, and who says no name is asked once more. */
const findTimeoutMs = 60_000;
const away = 'The print agent does not answer. Start it on this device; what waits prints by itself then.';

/** The print agent: a small program on this machine that a web page may print through. */
export function agentHost(agent: Meta['agent'], fetch: typeof globalThis.fetch): PrintHost {
  const post = (path: string, body: unknown) =>
    ask(path, printReportSchema, { method: 'POST', body: JSON.stringify(body) }, attemptTimeoutMs);
  // A printer that is off is asked for some seconds before it is given up.
  const tell = (path: string, body: unknown) =>
    ask(path, printerConditionSchema, { method: 'POST', body: JSON.stringify(body) }, 3 * attemptTimeoutMs);
  return {
    submit: (job) => post('/jobs', job),
    resolve: (id, answer) => post(`/jobs/${encodeURIComponent(id)}/resolve`, { answer }),
    cancel: (id, why): Promise<PrintReport> => post(`/jobs/${encodeURIComponent(id)}/cancel`, { why }),
    divert: (id, printer): Promise<PrintReport> =>
      post(`/jobs/${encodeURIComponent(id)}/divert`, { printer }),
    ask: (printer) => tell('/printers/ask', { printer }),
    pause: (printer, why) => tell('/printers/pause', { printer, why }),
    find: async (knock) => {
      const init = { method: 'POST', body: JSON.stringify({ knock }) };
      return (await ask('/printers/find', foundPrintersSchema, init, findTimeoutMs)).printers;
    },
    setUp: (wanted) =>
      ask(
        '/printers/set-up',
        printerSetUpSchema,
        { method: 'POST', body: JSON.stringify(wanted) },
        3 * attemptTimeoutMs,
      ),
    reports: (after, waitSeconds, signal) =>
      ask(
        `/jobs/reports?after=${after}&waitSeconds=${waitSeconds}`,
        printReportsSchema,
        { signal },
        attemptTimeoutMs + waitSeconds * 1000,
      ),
  };

  async function ask<S extends z.ZodType>(
    path: string,
    schema: S,
    init: RequestInit,
    timeoutMs: number,
  ): Promise<z.infer<S>> {
    const deadline = startDeadline(timeoutMs, init.signal ?? undefined, () => new HostAway(away));
    const headers = { authorization: `Bearer ${agent.token}`, 'content-type': 'application/json' };
    const asked = { ...init, headers, signal: deadline.signal };
    const answer = await deadline
      .orLate(readAnswer(fetch, new URL(path, agent.url), asked))
      .finally(() => deadline.clear());
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw new HostAway(away, { cause: parsed.error });
    return parsed.data;
  }
}

/** Gives the code that the agent shows to the agent, and gets the token that opens it from then on. */
export async function pairAgent(
  url: string,
  code: string,
  fetch: typeof globalThis.fetch,
): Promise<Meta['agent']> {
  const answer = await readAnswer(fetch, new URL('/pair', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
    signal: AbortSignal.timeout(attemptTimeoutMs),
  });
  const parsed = z.object({ token: z.string() }).safeParse(answer);
  if (!parsed.success) throw new HostAway(away, { cause: parsed.error });
  return { url, token: parsed.data.token };
}

/** Malformed, not found, too large, not printable. */
const jobFaults: ReadonlySet<number> = new Set([400, 404, 413, 422]);
const refusalSchema = z.object({ detail: z.string() });

async function readAnswer(fetch: typeof globalThis.fetch, url: URL, init: RequestInit): Promise<unknown> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, { ...init, redirect: 'error', cache: 'no-store' });
    answer = await response.json();
  } catch (cause) {
    throw new HostAway(away, { cause });
  }
  if (response.ok) return answer;
  const refusal = refusalSchema.safeParse(answer);
  const words = refusal.success ? refusal.data.detail : away;
  throw jobFaults.has(response.status) ? new JobRefused(words) : new HostAway(words);
}
