import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Result } from '@galley/shared/values/result.ts';
import {
  cancellationSchema,
  diversionSchema,
  pauseSchema,
  printJobSchema,
  resolutionSchema,
} from '@galley/shared/wire/print-jobs.ts';
import { findPrintersSchema, setUpPrinterSchema } from '@galley/shared/wire/print-setup.ts';
import { z } from 'zod';
import { JournalFault } from '../spool/journal.ts';
import { createPrintHost, type PrintHost } from '../host/print-host.ts';
import type { Spooler } from '../spool/spooler.ts';
import { answerPreflight, bearerOf, type Gate, refuseAtGate } from './gate.ts';
import type { Pairing } from './pairing.ts';
import { notFound, problem, type Problem, sendJson, sendProblem } from './problem.ts';
import { readBody } from './read-body.ts';

const pairRequestSchema = z.object({ code: z.string().min(1).max(100) });

/** The print agent: a small service on this machine that prints for the till in the browser. */
export type Agent = { readonly port: number; readonly url: string; readonly close: () => Promise<void> };

export type AgentSetting = {
  readonly spooler: Spooler;
  readonly pairing: Pairing;
  readonly origins: readonly string[];
  /** 0: any free port. */
  readonly port: number;
  /** How printers are looked for; missing: on the networks of this machine. */
  readonly find?: PrintHost['find'];
};

export async function startAgent({
  spooler,
  pairing,
  origins,
  port,
  find: look,
}: AgentSetting): Promise<Agent> {
  const host = createPrintHost(spooler, look);
  const server = createServer((request, response) => {
    respond(request, response).catch((fault: unknown) => sendProblem(response, problemOf(fault)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Loopback only: other machines print to the printer, not to us.
    server.listen(port, '127.0.0.1', resolve);
  });
  const gate: Gate = { origins: new Set(origins), port: boundPort(server) };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refuseAtGate(request, response, gate);
    if (refused) return sendProblem(response, refused);
    if (request.method === 'OPTIONS') return answerPreflight(request, response);
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer = await route(request, response, url);
    return 'status' in answer ? sendProblem(response, answer) : sendJson(response, answer.body);
  }

  async function route(request: IncomingMessage, response: ServerResponse, url: URL): Promise<Answer> {
    const path = `${request.method} ${url.pathname}`;
    if (path === 'GET /health')
      return { body: { status: spooler.trouble() ? 'trouble' : 'ok', trouble: spooler.trouble() } };
    if (path === 'POST /pair') return pair(request);
    const token = bearerOf(request);
    if (!token || !pairing.knows(token)) {
      return problem(
        401,
        'Not paired',
        'notPaired',
        'Pair this till first, with the code that the print agent shows.',
      );
    }
    if (path === 'POST /jobs') return submit(request);
    if (path === 'GET /jobs/reports') return reports(url, response);
    if (path === 'POST /printers/ask') return ask(request);
    if (path === 'POST /printers/pause') return pause(request);
    if (path === 'POST /printers/find') return find(request);
    if (path === 'POST /printers/set-up') return setUp(request);
    const job = /^POST \/jobs\/([^/]+)\/(resolve|cancel|divert)$/.exec(path);
    const id = decodeURIComponent(job?.[1] ?? '');
    if (job?.[2] === 'cancel') return cancel(id, request);
    if (job?.[2] === 'divert') return divert(id, request);
    if (job?.[2] === 'resolve') return resolve(id, request);
    return notFound;
  }

  async function pair(request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, pairRequestSchema);
    if ('status' in body) return body;
    const token = await pairing.pair(body.value.code);
    return token
      ? { body: { token } }
      : problem(403, 'Wrong code', 'wrongCode', 'That is not the code that the print agent shows now.');
  }

  async function submit(request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, printJobSchema);
    if ('status' in body) return body;
    return answerOf(await host.submit(body.value));
  }

  async function resolve(id: string, request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, resolutionSchema);
    if ('status' in body) return body;
    return answerOf(await host.resolve(id, body.value.answer));
  }

  async function cancel(id: string, request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, cancellationSchema);
    return 'status' in body ? body : answerOf(await host.cancel(id, body.value.why));
  }

  async function divert(id: string, request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, diversionSchema);
    return 'status' in body ? body : answerOf(await host.divert(id, body.value.printer));
  }

  async function ask(request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, diversionSchema);
    return 'status' in body ? body : { body: await host.ask(body.value.printer) };
  }

  async function pause(request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, pauseSchema);
    return 'status' in body ? body : { body: await host.pause(body.value.printer, body.value.why) };
  }

  async function find(request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, findPrintersSchema);
    return 'status' in body ? body : { body: { printers: await host.find(body.value.knock) } };
  }

  async function setUp(request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request, setUpPrinterSchema);
    return 'status' in body ? body : answerOf(await host.setUp(body.value));
  }

  async function reports(url: URL, response: ServerResponse): Promise<Answer> {
    const after = Number(url.searchParams.get('after') ?? '0');
    const waitSeconds = Number(url.searchParams.get('waitSeconds') ?? '0');
    if (!Number.isSafeInteger(after) || after < 0 || !(waitSeconds >= 0)) {
      return problem(
        400,
        'Malformed',
        'malformed',
        '`after` is the position of the last answer, `waitSeconds` at most 60.',
      );
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    return { body: await host.reports(after, Math.min(waitSeconds, 60) * 1_000, gone.signal) };
  }

  return {
    port: gate.port,
    url: `http://127.0.0.1:${gate.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

type Answer = { readonly body: unknown } | Problem;

function answerOf(result: Result<unknown>): Answer {
  if (result.ok) return { body: result.value };
  if (result.code === 'noSuchJob') return problem(404, 'Not found', result.code, result.message);
  return problem(422, 'Refused', result.code, result.message);
}

function problemOf(fault: unknown): Problem {
  return fault instanceof JournalFault
    ? problem(503, 'Cannot keep the job', 'journal', fault.message)
    : problem(500, 'Fault', 'fault', fault instanceof Error ? fault.message : 'The print agent failed.');
}

function boundPort(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
