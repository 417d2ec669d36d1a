import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import { branchHeader } from '@galley/shared/wire/accounts.ts';
import {
  type Problem,
  type ProblemCode,
  problemSchema,
  signatureHeaders,
  signedText,
  type TokenAnswer,
  tokenAnswerSchema,
} from '@galley/shared/wire/session.ts';
import type { z } from 'zod';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { Offline, Refused } from './faults.ts';
import type { Sleep } from './loop.ts';
import type { Signer } from './signer.ts';

/** The way to the server. Every call answers what the schema says, or throws `Offline` or `Refused`. */
export type Client = {
  get<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>>;
  post<S extends z.ZodType>(path: string, body: unknown, schema: S): Promise<z.infer<S>>;
  /** The pieces of a long answer as they arrive; a pause longer than `stallMs` counts as the end of the connection. */
  stream(
    path: string,
    options: { readonly stallMs: number; readonly signal?: AbortSignal },
  ): AsyncIterable<string>;
};

export type Connection = {
  readonly db: GalleyDatabase;
  readonly serverUrl: string;
  readonly fetch: typeof fetch;
  readonly now: Clock;
  /** Null: the office, whom a session cookie proves. */
  readonly signer: Signer | null;
  /** Which branch the office asks about; none: the first of the account. */
  readonly branch?: BranchId | null;
  /** How an attempt's patience passes; an argument, so that tests hold the time. */
  readonly sleep?: Sleep;
  /** Ends what is under way when the program stops. */
  readonly signal?: AbortSignal;
};

export const attemptTimeoutMs = 15_000;
const gzipFrom = 4 * 1024;
const tokenPath = '/sync/token';

export function createClient(connection: Connection): Client {
  return {
    get: (path, schema) => json('GET', path, '', schema),
    post: (path, body, schema) => json('POST', path, JSON.stringify(body), schema),
    stream,
  };

  async function json<S extends z.ZodType>(
    method: 'GET' | 'POST',
    path: string,
    body: string,
    schema: S,
  ): Promise<z.infer<S>> {
    const deadline = startDeadline(attemptTimeoutMs, connection.signal, tooLate, connection.sleep);
    try {
      const response = await ask(method, path, body, deadline);
      const answer = schema.safeParse(await readJson(response, deadline));
      if (!answer.success) throw notOurs(response, answer.error);
      return answer.data;
    } finally {
      deadline.clear();
    }
  }

  /** Others wait for the same token, so this ends in time whatever it hangs on, even our own database. */
  async function fetchToken(): Promise<TokenAnswer> {
    const deadline = startDeadline(attemptTimeoutMs, connection.signal, tooLate, connection.sleep);
    try {
      return await deadline.orLate(json('POST', tokenPath, '', tokenAnswerSchema));
    } finally {
      deadline.clear();
    }
  }

  async function* stream(
    path: string,
    options: { readonly stallMs: number; readonly signal?: AbortSignal },
  ): AsyncGenerator<string> {
    const parent = options.signal ?? connection.signal;
    const deadline = startDeadline(attemptTimeoutMs, parent, tooLate, connection.sleep);
    try {
      const response = await ask('GET', path, '', deadline);
      if (!response.body) throw notOurs(response);
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      try {
        for (;;) {
          deadline.extend(options.stallMs);
          const { value, done } = await readPiece(reader, deadline);
          if (done) return;
          yield decoder.decode(value, { stream: true });
        }
      } finally {
        // Whoever stops listening half way leaves no open connection behind.
        await reader.cancel().catch(() => undefined);
      }
    } finally {
      deadline.clear();
    }
  }

  /** Sends it signed; what the server wants put right first is put right, and sent again once for each. */
  async function ask(method: string, path: string, body: string, deadline: Deadline): Promise<Response> {
    const righted = new Set<ProblemCode>();
    for (;;) {
      try {
        return await send(method, path, body, deadline);
      } catch (fault) {
        if (!(fault instanceof Refused) || righted.has(fault.problem.code)) throw fault;
        if (!(await putRight(fault.problem))) throw fault;
        righted.add(fault.problem.code);
      }
    }
  }

  async function putRight({ code, serverTime }: Problem): Promise<boolean> {
    if (code === 'tokenExpired') return true; // it was dropped, so the next attempt takes another
    if (code !== 'clockWrong' || serverTime === undefined) return false;
    await writeMeta(connection.db, 'clockOffset', Date.parse(serverTime) - connection.now());
    return true;
  }

  async function send(method: string, path: string, body: string, deadline: Deadline): Promise<Response> {
    const { db, now, signer } = connection;
    const url = new URL(path, connection.serverUrl);
    const headers = new Headers();
    if (body !== '') headers.set('content-type', 'application/json');
    if (connection.branch) headers.set(branchHeader, connection.branch);
    let token: string | null = null;
    if (signer && needsToken(path)) {
      token = await deadline.orLate(signer.tokens.get(now(), fetchToken));
      headers.set(signatureHeaders.token, token);
    }
    if (signer) {
      const time = now() + ((await readMeta(db, 'clockOffset')) ?? 0);
      const signature = await signer.sign(signedText(method, url.pathname + url.search, time, body));
      headers.set(signatureHeaders.till, signer.till);
      headers.set(signatureHeaders.time, String(time));
      headers.set(signatureHeaders.signature, signature);
    }
    const zipped = body.length > gzipFrom;
    if (zipped) headers.set('content-encoding', 'gzip');
    const response = await reach(url, deadline, {
      method,
      headers,
      ...(body === '' ? {} : { body: zipped ? await gzip(body) : body }),
      credentials: 'same-origin',
      // A redirect is never ours: it is a portal that wants a sign-in of its own.
      redirect: 'error',
      cache: 'no-store',
    });
    if (response.ok) return response;
    const problem = problemSchema.safeParse(await readJson(response, deadline));
    if (!problem.success) throw notOurs(response, problem.error);
    // A till that was enabled again finds out by another token.
    const dropped = problem.data.code === 'tokenExpired' || problem.data.code === 'tillDisabled';
    if (token !== null && dropped) signer?.tokens.drop(token);
    throw new Refused(problem.data, retryAfterMs(response));
  }

  async function reach(url: URL, deadline: Deadline, init: RequestInit): Promise<Response> {
    try {
      // Called on its own, because the browser's fetch refuses to be a method of something else.
      const { fetch } = connection;
      return await deadline.orLate(fetch(url, { ...init, signal: deadline.signal }));
    } catch (cause) {
      throw cause instanceof Offline ? cause : new Offline('The server does not answer.', null, { cause });
    }
  }
}

/** Only the way to a token goes without one, and what anybody may ask. */
function needsToken(path: string): boolean {
  return path.startsWith('/sync/') && path !== tokenPath;
}

function tooLate(): Offline {
  return new Offline('The server does not answer in time.');
}

async function readPiece(reader: ReadableStreamDefaultReader<Uint8Array>, deadline: Deadline) {
  try {
    return await deadline.orLate(reader.read());
  } catch (cause) {
    throw cause instanceof Offline ? cause : new Offline('The connection was cut.', null, { cause });
  }
}

async function readJson(response: Response, deadline: Deadline): Promise<unknown> {
  try {
    return JSON.parse(await deadline.orLate(response.text()));
  } catch (cause) {
    throw cause instanceof Offline ? cause : notOurs(response, cause);
  }
}

function notOurs(response: Response, cause?: unknown): Offline {
  const message = `Something that is not our server answered (status ${response.status}).`;
  return new Offline(message, retryAfterMs(response), { cause });
}

function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? 'none');
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function gzip(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}
