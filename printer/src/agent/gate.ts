import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem, type Problem } from './problem.ts';

export type Gate = {
  /** Exact origins of the web pages that may print: `https://till.example`. */
  readonly origins: ReadonlySet<string>;
  readonly port: number;
};

/**
 * Everything that has to be right before a request is looked at. Any web page can send requests to this machine: only
 * the till's own pages may, and only under this machine's own names, or a page could point its domain here.
 */
export function refuseAtGate(request: IncomingMessage, response: ServerResponse, gate: Gate): Problem | null {
  const { host, origin } = request.headers;
  const names = [`127.0.0.1:${gate.port}`, `localhost:${gate.port}`, `[::1]:${gate.port}`];
  if (!host || !names.includes(host.toLowerCase())) {
    return problem(
      403,
      'Forbidden',
      'wrongHost',
      'The print agent only answers under http://127.0.0.1 and localhost.',
    );
  }
  response.setHeader('vary', 'origin');
  if (origin === undefined) return null; // not a web page; it still needs a token
  if (!gate.origins.has(origin)) {
    return problem(
      403,
      'Forbidden',
      'wrongOrigin',
      `Pages of ${origin} may not print here. Start the agent with --origin ${origin}.`,
    );
  }
  response.setHeader('access-control-allow-origin', origin);
  return null;
}

/** The browser asks first whether the page may; Chromium also asks for the way from a public page to this machine. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', 'GET, POST');
  response.setHeader('access-control-allow-headers', 'authorization, content-type');
  response.setHeader('access-control-max-age', '600');
  if (request.headers['access-control-request-private-network'] === 'true') {
    response.setHeader('access-control-allow-private-network', 'true');
  }
  response.writeHead(204).end();
}

export function bearerOf(request: IncomingMessage): string | null {
  return /^Bearer ([A-Za-z0-9_-]+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
