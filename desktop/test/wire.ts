import { gunzipSync } from 'node:zlib';
import { chain, type Hash, noHash } from '@galley/shared/values/hash.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import {
  type Cursor,
  cursorTextSchema,
  type EntityName,
  type FeedChange,
  type HistoryPage,
  type Resolution,
} from '@galley/shared/wire/changes.ts';
import { isLasting } from '@galley/shared/wire/lasting.ts';
import { addToSum, type BucketSum, noRows, type SumsAnswer } from '@galley/shared/wire/sums.ts';
import { isMutationName, type Mutation, mutationSchema, mutations } from '@galley/shared/wire/mutations.ts';
import { type PushAnswer, type PushedMutation, pushRequestSchema } from '@galley/shared/wire/push.ts';
import {
  type ProblemCode,
  type ReaderRole,
  signatureHeaders,
  type TokenAnswer,
} from '@galley/shared/wire/session.ts';
import { branch, entities, till1 } from './world.ts';

type Log = { hash: Hash; mutations: PushedMutation[] };
export type Asked = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
};

/**
 * The wire's contract, as small as it gets: stores pushes in dense chained logs and settles completed sales in a feed.
 * For the faults that a real server cannot be asked to have; the path as a whole is tested on the real one.
 */
export function startWire() {
  const wire = {
    epoch: uuidv7(),
    now: () => Date.now(),
    enrolments: 0,
    logs: new Map<number, Log>(),
    changes: [] as FeedChange[],
    /** Every request in order, but those for tokens. */
    asked: [] as Asked[],
    /** History older than this version goes only to who wants all. */
    historyFrom: 0,
    /** A snapshot is cut off after so many of its lines. */
    snapshotLines: Infinity,
    /** Types of mutations that this server has not learnt to read. */
    blind: new Set<string>(),
    /** Up to where a backup holds each log. */
    covered: new Map<number, number>(),
    askedForToken: [] as Asked[],
    tokenLifeMs: 600_000,
    /** Answers instead of the server as long as it returns something; throwing is a network that is down. */
    intercept: (_asked: Asked): Response | null => null,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => answer(input, init),
    change,
    /** The server forgets what came after: restored from a backup. */
    restore,
  };
  const { branches, tills, stations, printers, staff, categories, taxes, products, stock } = entities;
  for (const row of branches) change('branch', row.id, row);
  for (const row of tills) change('till', row.id, row);
  for (const row of stations) change('station', row.id, row);
  for (const row of printers) change('printer', row.id, row);
  for (const row of staff) change('staff', row.id, row);
  for (const row of categories) change('category', row.id, row);
  for (const row of taxes) change('tax', row.id, row);
  for (const row of products) change('product', row.id, row);
  for (const row of stock) change('stock', row.productId, row);
  return wire;

  function change(entity: FeedChange['entity'], id: string, data: unknown, revision = 1): void {
    const version = wire.changes.length + 1;
    wire.changes.push({ version, entity, id, revision, data } as FeedChange); // a test writes what it means
  }

  function restore(keep: { readonly changes: number; readonly mutations: number }): void {
    wire.epoch = uuidv7();
    wire.changes.length = keep.changes;
    for (const log of wire.logs.values()) {
      log.mutations.length = Math.min(log.mutations.length, keep.mutations);
      log.hash = log.mutations.at(-1)?.hash ?? noHash;
    }
  }

  async function answer(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers);
    const sent = typeof init.body === 'string' ? init.body : '';
    const raw = init.body instanceof ArrayBuffer ? gunzipSync(init.body).toString() : sent;
    const scope = headers.has(signatureHeaders.till) ? 'till' : 'office';
    const asked = { path: url.pathname, query: url.searchParams, headers, body: raw };
    (url.pathname === '/sync/token' ? wire.askedForToken : wire.asked).push(asked);
    const instead = wire.intercept(asked);
    if (instead) return instead;
    await new Promise((resolve) => setTimeout(resolve, 1));
    switch (url.pathname) {
      case '/sync/enrol':
        return Response.json(enrol());
      case '/sync/token':
        return Response.json(token());
      case '/sync/push':
        return Response.json(push(raw));
      case '/sync/changes':
        return Response.json(page(cursorTextSchema.parse(url.searchParams.get('cursor')), scope));
      case '/health/live':
        return Response.json({ live: true });
      case '/sync/snapshot':
        return new Response(snapshot(url.searchParams, scope));
      case '/sync/sums':
        return Response.json(sums(cursorTextSchema.parse(url.searchParams.get('cursor')), url.searchParams));
      case '/sync/history':
        return Response.json(history(Number(url.searchParams.get('below')), url.searchParams.has('all')));
      default:
        return problem(404, 'notFound');
    }
  }

  function enrol() {
    wire.enrolments += 1;
    wire.logs.set(wire.enrolments, { hash: noHash, mutations: [] });
    const serverTime = instant(wire.now());
    return { till: till1, incarnation: wire.enrolments, branch, epoch: wire.epoch, serverTime };
  }

  function token(): TokenAnswer {
    const at = Date.now();
    const expiresAt = instant(at + wire.tokenLifeMs);
    return { token: `token ${wire.askedForToken.length}`, expiresAt, serverTime: instant(at) };
  }

  function push(body: string): PushAnswer {
    const { incarnation, mutations: pushed } = pushRequestSchema.parse(JSON.parse(body));
    const log = wire.logs.get(incarnation) ?? { hash: noHash, mutations: [] };
    wire.logs.set(incarnation, log);
    const results: PushAnswer['results'] = [];
    let gap: PushAnswer['gap'] = null;
    for (const mutation of pushed) {
      const { id, number, hash } = mutation;
      const known = log.mutations[number - 1];
      if (known?.hash === hash) {
        results.push({ id, number, state: 'duplicate', cause: null });
      } else if (number > log.mutations.length + 1) {
        gap = { expected: log.mutations.length + 1 };
        break;
      } else if (known || chain(log.hash, mutation.body) !== hash) {
        results.push({ id, number, state: 'fork', cause: 'other bytes' });
        break;
      } else {
        log.mutations.push(mutation);
        log.hash = hash;
        results.push({ id, number, state: 'stored', cause: null });
        apply(mutation);
      }
    }
    const head = wire.changes.length;
    return {
      storedUpTo: log.mutations.length,
      results,
      gap,
      coveredUpTo: wire.covered.get(incarnation) ?? 0,
      head,
      epoch: wire.epoch,
      serverTime: instant(wire.now()),
    };
  }

  function apply(pushed: PushedMutation): void {
    const { id, body } = pushed;
    const mutation = mutationSchema.safeParse(JSON.parse(body)).data;
    if (mutation?.type === 'resolve') resolve(mutation);
    settle(id, isRead(mutation));
  }

  /** Reads it, and brings it into the books. */
  function isRead(mutation: Pick<Mutation, 'type' | 'data'> | undefined): boolean {
    if (!mutation || !isMutationName(mutation.type) || wire.blind.has(mutation.type)) return false;
    const data = mutations[mutation.type].data.safeParse(mutation.data);
    if (!data.success) return false;
    if ('sale' in data.data) change('sale', data.data.sale.id, data.data.sale);
    return true;
  }

  function resolve({ data, staffId: by, occurredAt: at }: Mutation): void {
    const { mutationId, how, reason, replacement } = mutations.resolve.data.parse(data);
    const resolution = { how, reason, by, at };
    const pushed = [...wire.logs.values()].flatMap((log) => log.mutations);
    const target = pushed.find(({ id }) => id === mutationId);
    const first = target && mutationSchema.safeParse(JSON.parse(target.body)).data;
    settle(mutationId, how !== 'setAside' && isRead(replacement ?? first), resolution);
  }

  function settle(id: string, applied: boolean, resolution: Resolution | null = null): void {
    const before = wire.changes.filter((each) => each.id === id).length;
    const verdict = applied ? 'applied' : 'quarantined';
    const cause = applied ? '' : 'unreadable';
    const data = { mutationId: id, tillId: till1.id, verdict, flags: [], cause, resolution };
    change('settlement', id, data, before + 1);
  }

  function page(cursor: Cursor, scope: ReaderRole): unknown {
    if (cursor.epoch !== wire.epoch) return { kind: 'mustResnapshot', reason: 'restored' };
    if (cursor.scope !== scope) return { kind: 'mustResnapshot', reason: 'another role' };
    const changes = wire.changes.slice(cursor.version, cursor.version + 50);
    const version = cursor.version + changes.length;
    return { kind: 'page', cursor: { ...cursor, version }, head: wire.changes.length, changes };
  }

  /** A few older states of the past, until there are no more. */
  function history(below: number, all: boolean): HistoryPage {
    const floor = all ? 0 : wire.historyFrom;
    const past = newest().filter(
      (each) => each.version <= below && each.version > floor && each.data !== null && !isLasting(each),
    );
    const changes = past.toSorted((a, b) => b.version - a.version).slice(0, 3);
    const complete = changes.length === past.length;
    return { kind: 'page', floor: complete ? floor : (changes.at(-1)?.version ?? 0) - 1, complete, changes };
  }

  function sums(cursor: Cursor, query: URLSearchParams): SumsAnswer {
    const floor = Number(query.get('floor'));
    const found: Partial<Record<EntityName, BucketSum>> = {};
    for (const each of newest()) {
      const { entity, id, version } = each;
      if (isLasting(each) || (each.data !== null && version > floor)) {
        found[entity] = addToSum(found[entity] ?? noRows, id, version);
      }
    }
    return { kind: 'sums', cursor: { ...cursor, version: wire.changes.length }, sums: found };
  }

  function newest(): FeedChange[] {
    return [...new Map(wire.changes.map((each) => [`${each.entity}.${each.id}`, each])).values()];
  }

  /** The newest state of each entity, a few to a mark; from a mark on for a reader that was cut off. */
  function snapshot(query: URLSearchParams, scope: ReaderRole): string {
    const { epoch } = wire;
    const resumed = cursorTextSchema.safeParse(query.get('cursor')).data;
    const goesOn = resumed?.epoch === epoch && resumed.scope === scope;
    const version = goesOn ? resumed.version : wire.changes.length;
    const after = goesOn ? Number(query.get('after')) : 0;
    const bucket = query.get('entity');
    const floor = Number(query.get('floor') ?? version);
    const rows = newest().filter(
      (each) =>
        each.version <= version &&
        (isLasting(each) || (each.data !== null && each.version > floor)) &&
        (bucket ?? each.entity) === each.entity,
    );
    const sent = rows.filter((each) => each.version > after).sort((a, b) => a.version - b.version);
    const cursor: Cursor = { epoch, stream: branch.id, scope, version };
    const head = { kind: 'head', cursor, floor, count: rows.length };
    const body = sent.flatMap((each, index) => {
      const marked = index % 4 === 3 || index === sent.length - 1;
      return marked ? [each, { kind: 'mark', after: each.version }] : [each];
    });
    const lines: unknown[] = [head, ...body, { kind: 'end', count: sent.length }];
    return lines
      .slice(0, wire.snapshotLines)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
  }
}
export type Wire = ReturnType<typeof startWire>;

export function problem(
  status: number,
  code: ProblemCode,
  more: { retryAfter?: string; serverTime?: string } = {},
) {
  const body = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: `refused: ${code}`,
    serverTime: more.serverTime,
  };
  return Response.json(body, {
    status,
    headers: more.retryAfter === undefined ? {} : { 'retry-after': more.retryAfter },
  });
}

/** What a hotel's network answers to everything. */
export function portal(): Response {
  return new Response('<html>Welcome, sign in!</html>', { headers: { 'content-type': 'text/html' } });
}
