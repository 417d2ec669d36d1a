import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { faultModes, faultSchema } from './fault.ts';
import { paperPage } from './paper-page.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

export type PaperServer = { readonly port: number; readonly close: () => Promise<void> };

/**
 * A virtual printer's web address: `/` to look at, `/tickets` as JSON, `/tickets/3.png`, `/tickets/3.txt`,
 * `/unknown` bytes that no command begins with, `POST /fault { mode }`.
 */
export async function startPaperServer(
  printer: VirtualPrinter,
  name: string,
  port: number,
  host = '127.0.0.1',
): Promise<PaperServer> {
  const server = createServer((request, response) => {
    answer(printer, name, request, response).catch((cause: unknown) => {
      send(response, 500, 'text/plain', cause instanceof Error ? cause.message : 'error');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: boundPort(server),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function answer(
  printer: VirtualPrinter,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const route = `${request.method} ${pathname}`;
  // Papers are only to look at; any page of the till may show them.
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('cache-control', 'no-store');
  if (route === 'GET /') {
    return send(response, 200, 'text/html; charset=utf-8', paperPage(name, printer));
  }
  if (route === 'GET /tickets') return sendJson(response, 200, ticketsOf(printer));
  if (route === 'GET /unknown') return sendJson(response, 200, printer.unknownBytes());
  if (route === 'GET /fault') return sendJson(response, 200, printer.fault());
  if (route === 'POST /fault') return setFault(printer, request, response);
  const match = /^GET \/tickets\/(\d+)\.(png|txt)$/.exec(route);
  const paper = match && printer.roll.papers().find((each) => each.id === Number(match[1]));
  if (!match || !paper) return send(response, 404, 'text/plain', 'There is no such paper here.\n');
  return match[2] === 'png'
    ? send(response, 200, 'image/png', paper.png())
    : send(response, 200, 'text/plain; charset=utf-8', paper.text);
}

function ticketsOf(printer: VirtualPrinter): unknown {
  return printer.roll
    .papers()
    .toReversed()
    .map(({ id, at, text, whole }) => ({ id, at, text, whole, png: `/tickets/${id}.png` }));
}

async function setFault(
  printer: VirtualPrinter,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) {
    body += String(part);
    if (body.length > 10_000) return send(response, 413, 'text/plain', 'That is too long for a fault.\n');
  }
  const fault = faultSchema.safeParse(parseJson(body));
  if (!fault.success) {
    return sendJson(response, 400, { modes: faultModes });
  }
  await printer.setFault(fault.data);
  return sendJson(response, 200, printer.fault());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON is as wrong as the wrong JSON; the schema says so
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

function boundPort(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
