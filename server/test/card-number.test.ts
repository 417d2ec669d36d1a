import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { routes } from '../src/http/routes.ts';
import { askBroker } from './ask-broker.ts';
import { hasNats } from './cluster.ts';
import { examples, nameOf, startCaller } from './http-calls.ts';
import { createMaking, headOf } from './making.ts';
import { orderOf } from './ordering-page.ts';
import { query } from './query.ts';
import { startWorld, type World } from './world.ts';

const card = '4242424242424242';
/** A password is kept as a hash, and a picture is bytes. */
const opaque = new Set(['password', 'before', 'image']);

let world: World;
const logged: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line) => void logged.push(line) });
  world = await startWorld({ bus: hasNats ? 'nats' : 'direct', log });
});
afterAll(() => world[Symbol.asyncDispose]());

test('[S1] a card number in a fact of a foreign client is hidden before anything is written, and the fact is booked and flagged', async () => {
  const till = await world.enrolAgain(0);
  const making = createMaking(till);
  const cola = must(world.products.find(({ name }) => name === 'Cola 250 ml') ?? null, 'it is on the menu');
  const order = making.order([[cola, 1]]);
  const sale = making.sale(order);
  const slip = { kind: 'card' as const, reference: card };
  const foreign = {
    sale: { ...sale, tenders: sale.tenders.map((tender) => ({ ...tender, ...slip })) },
    order: { ...headOf(order), table: `Mr ${card.replaceAll(/(.{4})/g, '$1 ')}` },
    round: 0,
    tickets: [],
  };
  const log = [
    till.record('openShift', { shift: making.shift }),
    till.record('completeSale', foreign),
    till.recordRaw((envelope) => ({ ...envelope, type: 'payByCard', data: { [card]: Number(card) } })),
    till.recordRaw(() => `no envelope: ${card}`),
    till.record('moveCash', { movement: making.movement('out', 100) }),
  ];
  const states = async () => (await till.push(log)).results.map(({ state }) => state);
  expect(await states()).toEqual(['stored', 'stored', 'quarantined', 'quarantined', 'stored']);
  // Its chain is of what it sent, so it goes on; and what is sent again is known again.
  expect(await states()).toEqual(
    log.map((_, index) => (index > 1 && index < 4 ? 'quarantined' : 'duplicate')),
  );

  const settlements = await till.settled(log.map(({ id }) => id));
  const told = log.map(({ id }) => settlements.get(id)?.data);
  expect(told[1]?.verdict).toBe('flagged');
  expect(told[1]?.flags.map(({ code }) => code).toSorted()).toEqual([
    'cardNumberHidden',
    'receiptChainBroken',
  ]);
  for (const each of told.slice(2, 4))
    expect(each).toMatchObject({
      verdict: 'quarantined',
      cause: expect.stringContaining('A card number stood in it and was hidden.'),
    });
  expect([told[0]?.verdict, told[4]?.verdict]).toEqual(['applied', 'applied']);
  const rows = await query(world.databases.payments, 'select reference from payment');
  expect(rows).toEqual([{ reference: 'card-xx4242' }]);
  await expectNowhere();
}, 60_000);

test('a card number in whatever field that a route takes is refused, and stands in no database and no log', async () => {
  const caller = await startCaller(world);
  await using way = await spoiltWay(world.url);
  const onTheWay = { ...caller, url: way.url };
  for (const route of routes.filter(
    ({ method, path }) => method === 'post' && /^\/(office|online)/.test(path),
  ))
    await must(examples[nameOf(route)], nameOf(route))(onTheWay);

  const { cookie, cola, page } = caller;
  const send = (path: string, body: object, headers: Record<string, string> = { cookie }) =>
    fetch(`${way.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
  const paper = () => ({ id: uuidv7(), at: instant(Date.now()), note: 'as counted' });
  const line = { productId: cola.id, quantity: 1000 };
  const goods = { ...line, cost: 100, expiresOn: '2030-01-01' };
  const written: readonly (readonly [string, object])[] = [
    ['/office/menu/save', { entity: 'product', id: cola.id, seen: 1, data: { ...cola, sku: 'A', glyph: '🥤' } }],
    ['/office/stock/request', { type: 'receiveGoods', data: { ...paper(), supplier: 'Bazar', lines: [goods] } }],
    ['/office/stock/request', { type: 'recordWaste', data: { ...paper(), lines: [line] } }],
    ['/office/stock/request', { type: 'countStock', data: { ...paper(), lines: [{ productId: cola.id, counted: 9000 }] } }],
    ['/office/dead-letters', { id: 'sync-999', how: 'drop', reason: 'no use' }],
  ]; // prettier-ignore
  for (const [path, body] of written) expect([path, (await send(path, body)).status]).toEqual([path, 200]);
  const delivery = orderOf(cola, 1, {
    type: 'delivery',
    address: 'Road 5',
    note: 'ring',
    email: 'a@example.com',
  });
  await send('/online/orders', delivery, { 'galley-ordering-key': page.key, 'idempotency-key': uuidv7() });
  const csv = `sku,name,category,price\nA1,Tea ${card},Drinks,50\n`;
  const imported = await fetch(`${world.url}/office/menu/import`, {
    method: 'POST',
    body: JSON.stringify({ csv, write: true }),
    headers: { cookie },
  });
  expect(await imported.json()).toMatchObject({ added: 0, problems: [{ line: 2, message: expect.stringContaining('card number') }] }); // prettier-ignore
  await fetch(`${world.url}/office/sales?number=${card}`, { headers: { cookie } });

  expect(way.tried.length).toBeGreaterThan(60);
  // The one is no field of its route and is dropped; the other is a file, of which the rows are looked into, as above.
  const taken = way.tried.filter(({ status }) => status < 400).map(({ what }) => what);
  expect(taken.toSorted()).toEqual(['/office/confirm name', '/office/menu/import csv']);
  await expectNowhere();
}, 120_000);

/** Not in a database, not in the log, not in what the broker keeps. */
async function expectNowhere(): Promise<void> {
  expect(await placesOf(world)).toEqual([]);
  expect(logged.filter((entry) => digitsOf(entry).includes(card))).toEqual([]);
  expect(logged.length).toBeGreaterThan(10);
  if (!world.nats) return;
  const messages = await messagesOf(world.nats);
  expect(messages.length).toBeGreaterThan(10);
  expect(messages.filter((text) => digitsOf(text).includes(card))).toEqual([]);
}

/** However its groups are apart. */
function digitsOf(text: string): string {
  return text.replaceAll(/(?<=\d)[ .-](?=\d)/g, '');
}

async function messagesOf(nats: { readonly url: string }): Promise<string[]> {
  return askBroker(nats, async (manager) => {
    const streams = await manager.streams.list().next();
    const texts: string[] = [];
    for (const { config, state } of streams)
      for (let seq = state.first_seq; seq <= state.last_seq; seq += 1)
        texts.push(new TextDecoder().decode((await manager.streams.getMessage(config.name, { seq })).data));
    return texts;
  });
}

/** A way to the server on which each body comes first with a card number in one of its texts after the other, then as it is. */
async function spoiltWay(url: string) {
  const tried: { readonly what: string; readonly status: number }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { host: _host, connection: _connection, 'content-length': _length, ...kept } = request.headers;
      const { method = 'GET', url: path = '' } = request;
      const send = (body: string) =>
        fetch(`${url}${path}`, {
          method,
          headers: kept as Record<string, string>, // no header comes twice
          ...(method === 'POST' && { body }),
        });
      const body = Buffer.concat(chunks).toString();
      for (const { field, text } of body === '' ? [] : spoilt(JSON.parse(body)))
        tried.push({ what: `${path} ${field}`, status: (await send(text)).status });
      const answer = await send(body);
      const headers = [...answer.headers].filter(
        ([name]) => !/^(content-encoding|content-length|transfer-encoding|connection)$/.test(name),
      );
      response.writeHead(answer.status, headers.flat());
      response.end(await answer.text());
    })().catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    tried,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The body as often as it has texts, each time with the card number in another one. */
function spoilt(body: unknown): { readonly field: string; readonly text: string }[] {
  const texts: string[][] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (typeof value === 'string' && !opaque.has(path.at(-1) ?? '')) texts.push([...path]);
    else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
  };
  walk(body, []);
  return texts.map((path) => {
    const put = (value: unknown, [key, ...rest]: readonly string[]): unknown => {
      if (key === undefined) return `${String(value)} ${card}`;
      const copy: Record<string, unknown> = { ...Object(value) };
      copy[key] = put(copy[key], rest);
      return Array.isArray(value) ? Object.values(copy) : copy;
    };
    return { field: path.join('.'), text: JSON.stringify(put(body, path)) };
  });
}

/** The tables that have a row with the number in it. */
async function placesOf({ databases }: World): Promise<string[]> {
  const places: string[] = [];
  for (const url of Object.values(databases).filter((each) => typeof each === 'string')) {
    const tables = await query<{ name: string }>(url, `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`); // prettier-ignore
    for (const { name } of tables)
      if (
        (
          await query(
            url,
            `select from ${name} t where regexp_replace(t::text, '(\\d)[ .-](?=\\d)', '\\1', 'g') like '%${card}%' limit 1`,
          )
        ).length > 0
      )
        places.push(name);
  }
  return places;
}
