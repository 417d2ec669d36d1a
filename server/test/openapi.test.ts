import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { Express } from 'express';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { openSyncDatabase, type SyncDatabase } from '../src/db/open.ts';
import { type Api, createApp, startHttp } from '../src/http/app.ts';
import { openApiDocument, pathOf } from '../src/http/openapi.ts';
import { problemKinds } from '../src/http/problem.ts';
import { type RouteDoc, routes } from '../src/http/routes.ts';
import { createSigningKeys } from '../src/identity/signing-keys.ts';
import { createTillTokens } from '../src/identity/till-tokens.ts';
import type { Bus } from '../src/messaging/bus.ts';
import { countLetters } from '../src/messaging/letter-count.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { examples, nameOf, provocations, startCaller } from './http-calls.ts';
import { stripeSecret } from './stripe-stand-in.ts';
import { createDocumentCheck, readBodies } from './document-check.ts';
import { startWorld } from './world.ts';

const document = openApiDocument();
const options = { port: 0, host: '127.0.0.1', apps: undefined, origins: [] };

test('the document is valid OpenAPI 3.1, as an independent validator reads it', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect([valid, validator.version]).toEqual([true, '3.1']);
});

test('every route of the Express app is in the list, and every route of the list is in the app', async () => {
  await using nothing = databaseAway();
  const app = createApp(apiOn(nothing.db, createDirectBus()), options);
  expect(routesOf(app).toSorted()).toEqual(routes.map(nameOf).toSorted());
  expect(Object.keys(examples).toSorted()).toEqual(routes.map(nameOf).toSorted());
});

test('every route answers as documented, also with each problem that it declares', async () => {
  // First of all: it keeps the machine busy for so long that a server ends connections that rest meanwhile.
  const errorsIn = createDocumentCheck(document);
  await using world = await startWorld({ bus: 'direct' });
  await using nothing = databaseAway();
  await using away = await serve(nothing.db, createDirectBus());
  const closedBus = createDirectBus();
  await closedBus.close();
  await using brokerless = await serve(world.db, closedBus);
  const caller = await startCaller(world);

  for (const route of routes) {
    const name = nameOf(route);
    const response = await must(examples[name], name)(caller);
    const { status, type, schema } = route.answer;
    expect([name, response.status, contentType(response)]).toEqual([name, status, type ?? '']);
    const bodies = schema ? await readBodies(response) : [];
    expect(bodies.map((body) => errorsIn(`/components/schemas/${schema}`, body))).toEqual(
      bodies.map(() => null),
    );
    expect([name, bodies.length > 0]).toEqual([name, schema !== undefined]);
  }
  for (const route of routes) {
    for (const code of route.problems) {
      caller.url = code === 'internal' ? away.url : code === 'notReady' ? brokerless.url : world.url;
      const response = await provocations[code](caller, route);
      const { status } = problemKinds[code];
      expect([nameOf(route), code, response.status]).toEqual([nameOf(route), code, status]);
      expect(contentType(response)).toBe('application/problem+json');
      const body: unknown = await response.json();
      expect(body).toMatchObject({
        code,
        type: `urn:galley:problem:${code}`,
        title: problemKinds[code].title,
      });
      expect(errorsIn(problemPath(route, status), body)).toBeNull();
    }
  }

  const nowhere: unknown = await (await fetch(`${world.url}/nowhere`)).json();
  expect(nowhere).toMatchObject({ code: 'notFound', status: 404 });
  expect(errorsIn('/components/schemas/Problem', nowhere)).toBeNull();
}, 120_000);

test('every problem is declared by a route that answers with it', () => {
  const declared = new Set(routes.flatMap((route) => route.problems));
  expect([...declared].toSorted()).toEqual(Object.keys(problemKinds).toSorted());
});

test('the table of problems in the docs is what the server answers', async () => {
  const page = await readFile(new URL('../../docs/http.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (\d+) \| (.+) \| (.+) \|$/gm)].map((row) => row.slice(1));
  expect(rows).toEqual(
    Object.entries(problemKinds).map(([code, { status, when, remedy }]) => [code, `${status}`, when, remedy]),
  );
});

type Stack = readonly {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  readonly slash: boolean;
  readonly handle: { readonly stack?: Stack };
}[];

/** Express says nothing of a mounted router's address, so routers are mounted at the root and name whole paths. */
function routesOf(app: Express): string[] {
  const walk = (stack: Stack): string[] =>
    stack.flatMap(({ route, slash, handle }) => {
      if (route) return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`);
      if (handle.stack) expect(slash, 'a router is mounted at the root').toBe(true);
      return walk(handle.stack ?? []);
    });
  return walk((app.router as unknown as { stack: Stack }).stack); // Express leaves the stack out of its types
}

function databaseAway(): AsyncDisposable & { readonly db: SyncDatabase } {
  const db = openSyncDatabase('postgresql://nobody@127.0.0.1:9/none');
  return { db, [Symbol.asyncDispose]: () => db.close() };
}

async function serve(db: SyncDatabase, bus: Bus): Promise<AsyncDisposable & { readonly url: string }> {
  const http = await startHttp(apiOn(db, bus), options);
  return { url: http.url, [Symbol.asyncDispose]: () => http.stop() };
}

function apiOn(db: SyncDatabase, bus: Bus): Api {
  const log = pino({ level: 'silent' });
  return {
    db,
    bus,
    log,
    letters: countLetters(bus),
    epoch: uuidv7(),
    tokens: createTillTokens(createSigningKeys(db.pool)),
    table: mutations,
    wakeRelay: () => undefined,
    webhookSecrets: [stripeSecret],
    liveResponses: new Set(),
  };
}

function problemPath(route: RouteDoc, status: number): string {
  const path = pathOf(route).replaceAll('/', '~1');
  return `/paths/${path}/${route.method}/responses/${status}/content/application~1problem+json/schema`;
}

function contentType(response: Response): string {
  return response.headers.get('content-type')?.split(';')[0] ?? '';
}
