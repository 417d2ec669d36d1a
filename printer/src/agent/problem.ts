import type { ServerResponse } from 'node:http';

/** An answer that says no, in the form of RFC 9457. `code` is for programs, `detail` for people. */
export type Problem = {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail: string;
};

export function problem(status: number, title: string, code: string, detail: string): Problem {
  return { status, title, code, detail };
}

export const notFound = problem(404, 'Not found', 'notFound', 'The print agent has nothing at this address.');

export function sendProblem(response: ServerResponse, body: Problem): void {
  response.writeHead(body.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify({ type: 'about:blank', ...body }));
}

export function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
