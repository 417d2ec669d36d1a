import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { routes } from '../src/http/routes.ts';
import { examples, nameOf, startCaller } from './http-calls.ts';
import { orderOf } from './ordering-page.ts';
import { query } from './query.ts';
import { startWorld, type World } from './world.ts';

const card = '4242424242424242';
/** A password is kept as a hash, and a picture is bytes. */
const opaque = new Set(['password', 'before', 'image']);

test('a card number in whatever field that a route takes is refused, and stands in no database and no log', async () => {
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) });
  await using world = await startWorld({ bus: 'direct', log });
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
  expect(await placesOf(world)).toEqual([]);
  expect(logged.filter((entry) => entry.includes(card))).toEqual([]);
  expect(logged.length).toBeGreaterThan(10);
}, 120_000);

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
      if ((await query(url, `select from ${name} t where t::text like '%${card}%' limit 1`)).length > 0)
        places.push(name);
  }
  return places;
}
