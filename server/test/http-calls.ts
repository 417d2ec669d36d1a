import { putEntities } from '../src/sync/put-entities.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { idempotencyHeader, orderingKeyHeader } from '@galley/shared/wire/online.ts';
import { quantity } from '@galley/shared/values/quantity.ts';
import { openOrderingPage, orderOf, type OrderingPage } from './ordering-page.ts';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { newId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import {
  type AccountRequest,
  accountsSchema,
  branchHeader,
  invitationSchema,
  officeSessionsSchema,
} from '@galley/shared/wire/accounts.ts';
import { salesPageSchema } from '@galley/shared/wire/sales-office.ts';
import { cursorToText } from '@galley/shared/wire/changes.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';
import { type ProblemCode, signatureHeaders } from '@galley/shared/wire/session.ts';
import type { RouteDoc } from '../src/http/routes.ts';
import { beginSession } from '../src/accounts/sessions.ts';
import { createOfficeAccount } from '../src/accounts/sign-in.ts';
import { sessionCookie } from '../src/http/office-auth.ts';
import { createTotpSecret, totpCode, totpStepSeconds } from '../src/accounts/totp.ts';
import { demoOffice } from '../src/local/demo.ts';
import { createBranch, createTill } from '../src/sync/create-branch.ts';
import { readEntity } from '../src/sync/read-entity.ts';
import type { Branch } from '@galley/shared/domain/branch.ts';
import { createEnrolmentCode } from '../src/sync/enrolment.ts';
import { createMaking } from './making.ts';
import { callAsStripe } from './stripe-stand-in.ts';
import { enrolTestTill, type TestTill } from './test-till.ts';
import type { World } from './world.ts';

/** Who calls routes: a till and a manager. `url` may be set to another server. */
export type HttpCaller = {
  url: string;
  /** Another branch of the same organisation. */
  readonly elsewhere: Branch;
  readonly till: TestTill;
  readonly disabled: TestTill;
  readonly cookie: string;
  /** A second session, to be ended. */
  readonly leaving: string;
  /** A session that proved itself long ago. */
  readonly stale: string;
  /** Somebody else's, about whose own account things are done. */
  readonly keeper: string;
  /** Of an account with a second factor. */
  readonly guarded: string;
  readonly unusedCode: string;
  readonly unusedTill: TillId;
  /** A web page that orders, and an order of it. */
  readonly page: OrderingPage;
  readonly cola: Product;
  readonly tikka: Product;
  readonly orderId: string;
  readonly firni: Product;
  /** Somebody in the kitchen says that there is nothing left of it. */
  readonly sellOut: (product: Product) => Promise<unknown>;
};
type Call = (caller: HttpCaller) => Promise<Response>;

export async function startCaller(world: World): Promise<HttpCaller> {
  const place = { url: world.url };
  // Before the first call: a server ends connections that rest for seconds.
  const [stale = '', keeper = '', guarded = ''] = await Promise.all(
    ['stale', 'keeper', 'guarded'].map(async (name) => {
      await createOfficeAccount(world.db, world.branchId, name, demoOffice.password);
      const { id } = await world.db.prisma.officeAccount.findUniqueOrThrow({ where: { name } });
      return `${sessionCookie}=${await beginSession(world.db.pool, id, { address: '', agent: '' })}`;
    }),
  );
  const branch = await readEntity(world.db.pool, world.branchId, 'branch', world.branchId);
  const elsewhere: Branch = { ...branch, id: newId(uuidv7), name: 'Elsewhere' };
  await createBranch(world.db, 'it is there', elsewhere);
  const [code = '', unusedCode = ''] = world.codes;
  const till = await enrolTestTill(place, code);
  const [cookie, leaving] = [await signIn(world.url), await signIn(world.url)];
  await world.db.pool.query(`update office_session set confirmed_at = now() - interval '11 min'
    where account_id = (select id from office_account where name = 'stale')`);
  await world.db.pool.query(`update office_account set totp_secret = $1 where name = 'guarded'`, [
    createTotpSecret(),
  ]);
  const disabled = await enrolTestTill(place, await addTill(world, newId(uuidv7), 'X1'));
  await world.db.pool.query('update till set disabled = true where id = $1', [disabled.identity.till.id]);
  const unusedTill = newId<TillId>(uuidv7);
  await addTill(world, unusedTill, 'X2');
  const page = await openOrderingPage(world);
  const named = (name: string) =>
    must(world.products.find((product) => product.name === name) ?? null, 'it is on the demo menu');
  const [cola, tikka, firni] = [named('Cola 250 ml'), named('Chicken tikka masala'), named('Firni')];
  const { id: orderId } = await page.place(orderOf(cola, 1));
  return Object.assign(place, {
    page,
    cola,
    tikka,
    firni,
    sellOut: ({ id: productId }: Product) => {
      const data = { productId, left: quantity(0), by: till.staffId, at: instant(Date.now()) };
      return putEntities(world.db.pool, world.branchId, [{ entity: 'availability', id: productId, data }]);
    },
    orderId,
    elsewhere,
    till,
    disabled,
    cookie,
    leaving,
    stale,
    keeper,
    guarded,
    unusedCode,
    unusedTill,
  });
}

async function signIn(url: string): Promise<string> {
  const signedIn = await post(url, '/office/sign-in', demoOffice);
  return must(signedIn.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '';
}

/** A code for a till that the demo does not have. */
async function addTill(world: World, id: TillId, name: string): Promise<string> {
  await createTill(world.db, world.branchId, { id, code: name, name, receiptPrinterId: null });
  return createEnrolmentCode(world.db.pool, id, 10);
}

/** `POST /sync/push` */
export function nameOf({ method, path }: RouteDoc): string {
  return `${method.toUpperCase()} ${path}`;
}

/** For each route a call that succeeds. */
export const examples: Readonly<Record<string, Call>> = {
  'POST /sync/enrol': ({ url, unusedCode }) => post(url, '/sync/enrol', { code: unusedCode, publicKey }),
  'POST /sync/token': ({ till }) => till.request('POST', '/sync/token'),
  'POST /sync/push': ({ till }) => {
    const unreadable = till.recordRaw(() => 'no envelope');
    const shift = till.record('openShift', { shift: createMaking(till).shift });
    return till.request('POST', '/sync/push', pushBody(till.identity.incarnation, [unreadable, shift]));
  },
  'GET /sync/changes': ({ till }) => {
    const { epoch, branch } = till.identity;
    const cursor = cursorToText({ epoch, stream: branch.id, scope: 'till', version: 0 });
    return till.request('GET', `/sync/changes?cursor=${cursor}`);
  },
  'GET /sync/snapshot': ({ till }) => till.request('GET', '/sync/snapshot'),
  'GET /sync/history': ({ till }) => {
    const { epoch, branch } = till.identity;
    const cursor = cursorToText({ epoch, stream: branch.id, scope: 'till', version: 0 });
    return till.request('GET', `/sync/history?cursor=${cursor}&below=9`);
  },
  'GET /sync/receipt': ({ till }) => till.request('GET', '/sync/receipt?number=T1-000001'),
  'GET /sync/sums': ({ till }) => {
    const { epoch, branch } = till.identity;
    const cursor = cursorToText({ epoch, stream: branch.id, scope: 'till', version: 0 });
    return till.request('GET', `/sync/sums?cursor=${cursor}&floor=0`);
  },
  'GET /sync/live': ({ till }) => till.request('GET', '/sync/live'),
  'POST /office/sign-in': ({ url }) => post(url, '/office/sign-in', demoOffice),
  async 'POST /office/join'({ url, cookie }) {
    const made = await post(url, '/office/accounts', newAccount(), cookie);
    if (!made.ok) return made;
    const { invitation } = invitationSchema.parse(await made.json());
    return post(url, '/office/join', { invitation, password: demoOffice.password });
  },
  'POST /office/confirm': ({ url, cookie }) => post(url, '/office/confirm', demoOffice, cookie),
  'GET /office/account/sessions': ({ url, keeper }) =>
    fetch(`${url}/office/account/sessions`, { headers: { cookie: keeper } }),
  async 'POST /office/account/sessions/:id/end'({ url, keeper }) {
    await post(url, '/office/sign-in', { ...demoOffice, name: 'keeper' });
    const list = await fetch(`${url}/office/account/sessions`, { headers: { cookie: keeper } });
    if (!list.ok) return list;
    const { sessions } = officeSessionsSchema.parse(await list.json());
    const other = must(sessions.find(({ current }) => !current) ?? null, 'it has just begun');
    return post(url, `/office/account/sessions/${other.id}/end`, {}, keeper);
  },
  'POST /office/account/password': ({ url, keeper }) =>
    post(
      url,
      '/office/account/password',
      { before: demoOffice.password, password: demoOffice.password },
      keeper,
    ),
  'POST /office/account/totp/begin': ({ url, keeper }) => post(url, '/office/account/totp/begin', {}, keeper),
  'POST /office/account/totp': ({ url, keeper }) =>
    post(url, '/office/account/totp', { secret, code: codeNow() }, keeper),
  'POST /office/account/totp/off': ({ url, keeper }) => post(url, '/office/account/totp/off', {}, keeper),
  'GET /office/accounts': ({ url, cookie }) => fetch(`${url}/office/accounts`, { headers: { cookie } }),
  'POST /office/accounts': ({ url, cookie }) => post(url, '/office/accounts', newAccount(), cookie),
  async 'POST /office/accounts/:id/invite'({ url, cookie }) {
    const list = await fetch(`${url}/office/accounts`, { headers: { cookie } });
    if (!list.ok) return list;
    const { accounts } = accountsSchema.parse(await list.json());
    const stale = must(accounts.find(({ name }) => name === 'stale') ?? null, 'made above');
    return post(url, `/office/accounts/${stale.id}/invite`, {}, cookie);
  },
  'GET /office/session': ({ url, cookie }) => fetch(`${url}/office/session`, { headers: { cookie } }),
  'GET /office/tills': ({ url, cookie }) => fetch(`${url}/office/tills`, { headers: { cookie } }),
  'GET /office/held': ({ url, cookie }) => fetch(`${url}/office/held`, { headers: { cookie } }),
  'POST /office/resolutions': ({ url, cookie }) =>
    post(url, '/office/resolutions', { mutationId: uuidv7(), how: 'setAside', reason: 'seen' }, cookie),
  'GET /office/audit': ({ url, cookie }) => fetch(`${url}/office/audit`, { headers: { cookie } }),
  'GET /office/dead-letters': office('/office/dead-letters'),
  'POST /office/dead-letters': ({ url, cookie }) =>
    post(url, '/office/dead-letters', { id: 'sync-999', how: 'replay' }, cookie),
  'POST /office/staff': ({ url, cookie }) =>
    post(
      url,
      '/office/staff',
      { id: null, name: uuidv7(), role: 'cook', rightsId: null, active: true, pin: null },
      cookie,
    ),
  'POST /office/rights': ({ url, cookie }) =>
    post(
      url,
      '/office/rights',
      { id: null, name: 'Shift leader', role: null, grants: { refund: {} } },
      cookie,
    ),
  'POST /office/tills/:id/disable': ({ url, cookie, unusedTill }) =>
    post(url, `/office/tills/${unusedTill}/disable`, {}, cookie),
  'POST /office/tills/:id/enable': ({ url, cookie, unusedTill }) =>
    post(url, `/office/tills/${unusedTill}/enable`, {}, cookie),
  'POST /office/tills/:id/code': ({ url, cookie, unusedTill }) =>
    post(url, `/office/tills/${unusedTill}/code`, {}, cookie),
  'POST /office/branch': ({ url, cookie }) =>
    post(url, '/office/branch', { receiptHead: ['Galley'], receiptFoot: [] }, cookie),
  'POST /office/paper-preview': ({ url, cookie }) =>
    post(
      url,
      '/office/paper-preview',
      {
        paper: 'receipt',
        profile: 'epson-58',
        settings: { receiptHead: ['Galley'], receiptFoot: [] },
        items: [{ name: 'Tea', price: 0 }],
      },
      cookie,
    ),
  'POST /office/updates': ({ url, cookie }) => post(url, '/office/updates', { turn: 'last' }, cookie),
  'GET /office/mail': ({ url, cookie }) => fetch(`${url}/office/mail`, { headers: { cookie } }),
  'POST /office/mail': ({ url, cookie }) =>
    post(url, '/office/mail', { summaryTo: ['owner@example.com'] }, cookie),
  'POST /office/menu/save': ({ url, cookie }) => post(url, '/office/menu/save', newCategory(), cookie),
  'GET /office/menu/versions': ({ url, cookie }) =>
    fetch(`${url}/office/menu/versions?entity=product&id=${uuidv7()}`, { headers: { cookie } }),
  'GET /office/stock': office('/office/stock?filter=low'),
  'GET /office/stock/movements': office(`/office/stock/movements?product=${uuidv7()}`),
  'GET /office/stock/lots': office('/office/stock/lots'),
  'GET /office/stock/transfers': office('/office/stock/transfers'),
  'GET /office/stock/items': office('/office/stock/items?search=cola'),
  'GET /office/stock/branches': office('/office/stock/branches'),
  'GET /office/stock/export': office('/office/stock/export'),
  'POST /office/stock/request': ({ url, cookie }) => {
    const ingredient = { id: uuidv7(), revision: 1, name: 'Rice', unit: 'kg', lowAt: 5000, active: true };
    const request = { type: 'setIngredient', data: { id: uuidv7(), ingredient } };
    return post(url, '/office/stock/request', request, cookie);
  },
  'GET /office/menu/export': ({ url, cookie }) => fetch(`${url}/office/menu/export`, { headers: { cookie } }),
  'POST /office/menu/import': ({ url, cookie }) =>
    post(url, '/office/menu/import', { csv: 'sku,name\n', write: false }, cookie),
  'POST /office/menu/copy': ({ url, cookie, elsewhere }) =>
    post(
      url,
      '/office/menu/copy',
      { from: elsewhere.id, categories: null, keepPrices: true, write: false },
      cookie,
    ),
  'POST /office/menu/photo': ({ url, cookie }) =>
    post(url, '/office/menu/photo', { image: tinyPhoto }, cookie),
  async 'GET /menu/photos/:hash'({ url, cookie }) {
    await post(url, '/office/menu/photo', { image: tinyPhoto }, cookie);
    return fetch(
      `${url}/menu/photos/${createHash('sha256').update(Buffer.from(tinyPhoto, 'base64')).digest('hex')}`,
    );
  },
  'GET /office/ordering-keys': ({ url, cookie }) =>
    fetch(`${url}/office/ordering-keys`, { headers: { cookie } }),
  'POST /office/ordering-keys': ({ url, cookie }) =>
    post(url, '/office/ordering-keys', { name: 'kacchi.example' }, cookie),
  async 'POST /office/ordering-keys/:id/revoke'({ url, cookie }) {
    const made = await post(url, '/office/ordering-keys', { name: 'old.example' }, cookie);
    const { id } = (await made.json()) as { id: string };
    return post(url, `/office/ordering-keys/${id}/revoke`, {}, cookie);
  },
  'GET /office/sales': ({ url, cookie }) => fetch(`${url}/office/sales`, { headers: { cookie } }),
  async 'GET /office/sales/:id'({ url, cookie }) {
    const headers = { cookie };
    const list = await fetch(`${url}/office/sales`, { headers });
    if (!list.ok) return list;
    const { sales } = salesPageSchema.parse(await list.json());
    return fetch(`${url}/office/sales/${must(sales[0], 'something was sold').id}`, { headers });
  },
  'POST /office/customers/:id/forget': ({ url, cookie }) =>
    post(url, `/office/customers/${uuidv7()}/forget`, {}, cookie),
  'GET /office/online-orders': ({ url, cookie }) =>
    fetch(`${url}/office/online-orders`, { headers: { cookie } }),
  'POST /online/orders': ({ url, page, cola }) => order({ url, page }, orderOf(cola, 1)),
  'GET /online/orders/:id': ({ url, page, orderId }) =>
    fetch(`${url}/online/orders/${orderId}`, { headers: { [orderingKeyHeader]: page.key } }),
  'GET /online/orders/:id/live': ({ url, page, orderId }) =>
    fetch(`${url}/online/orders/${orderId}/live?key=${page.key}`),
  'POST /office/sign-out': ({ url, leaving }) => post(url, '/office/sign-out', {}, leaving),
  'GET /verify': ({ url }) => fetch(`${url}/verify?branch=${uuidv7()}&id=${uuidv7()}&hash=${'0'.repeat(16)}`),
  'POST /webhooks/stripe': ({ url }) => callAsStripe(url, { type: 'payment_intent.succeeded' }),
  'GET /.well-known/jwks.json': ({ url }) => fetch(`${url}/.well-known/jwks.json`),
  'GET /health/live': ({ url }) => fetch(`${url}/health/live`),
  'GET /health/ready': ({ url }) => fetch(`${url}/health/ready`),
  'GET /health/sync': ({ url }) => fetch(`${url}/health/sync`),
  'GET /openapi.json': ({ url }) => fetch(`${url}/openapi.json`),
  'GET /docs': ({ url }) => fetch(`${url}/docs`),
  'GET /asyncapi.json': ({ url }) => fetch(`${url}/asyncapi.json`),
  'GET /docs/messages': ({ url }) => fetch(`${url}/docs/messages`),
};

/** For each problem a call that any route which declares it answers with it. */
export const provocations: Readonly<
  Record<ProblemCode, (caller: HttpCaller, route: RouteDoc) => Promise<Response>>
> = {
  badRequest: ({ url, till, cookie, page }, { method, path, callers }) =>
    callers.includes('orderingPage') && method === 'get'
      ? fetch(`${url}${path}`, { headers: { [orderingKeyHeader]: page.key } })
      : method === 'get'
        ? callers.includes('till')
          ? till.request('GET', `${path}?cursor=42`)
          : fetch(`${url}${path}?before=42&status=42&filter=42&day=42&search=${'x'.repeat(101)}`, {
              headers: { cookie },
            })
        : fetch(`${url}${path}`, {
            method: 'POST',
            headers: { 'content-encoding': 'gzip' },
            body: cutBody(),
          }),
  tooLarge: ({ url }, { path }) => fetch(`${url}${path}`, { method: 'POST', body: 'x'.repeat(1_100_000) }),
  notSignedIn: ({ url }, { method, path }) => fetch(`${url}${path}`, { method }),
  badSignature: ({ till }, { method, path }) =>
    till.request(method.toUpperCase(), path, '', { [signatureHeaders.signature]: 'A'.repeat(86) }),
  tokenExpired: ({ till }, { method, path }) =>
    till.request(method.toUpperCase(), path, '', { [signatureHeaders.token]: 'no token' }),
  unknownTill: ({ till }, { method, path }) =>
    till.request(method.toUpperCase(), path, '', { [signatureHeaders.till]: uuidv7() }),
  clockWrong: ({ till }, { method, path }) =>
    till.requestAt(Date.now() - 3_600_000, method.toUpperCase(), path),
  tillDisabled: ({ url, disabled, cookie }, { method, path, callers }) =>
    callers.includes('till')
      ? disabled.request(method.toUpperCase(), path)
      : post(url, path.replace(':id', disabled.identity.till.id), {}, cookie),
  wrongIncarnation: ({ till }, { path }) => till.request('POST', path, pushBody(99, [])),
  badCode({ url, keeper, guarded }, { path }) {
    const wrong = path.endsWith('/totp') ? { secret, code: '000000' } : { code: 'AAAA-AAAA', publicKey };
    const rest = { ...demoOffice, name: 'guarded', invitation: 'none' };
    return post(url, path, { ...rest, ...wrong }, path.endsWith('/totp') ? keeper : guarded);
  },
  badPassword: ({ url, cookie }, { path }) =>
    post(url, path, { name: demoOffice.name, password: 'guess after guess', before: 'guess' }, cookie),
  codeNeeded: ({ url, guarded }, { path }) => post(url, path, { ...demoOffice, name: 'guarded' }, guarded),
  confirmFirst: ({ url, stale }, { path }) => post(url, path, {}, stale),
  notAllowed: ({ url, cookie }, { method, path }) =>
    fetch(`${url}${path}`, { method, headers: { cookie, [branchHeader]: uuidv7() } }),
  async tooManyTries({ url, cookie }, { path, method }) {
    for (let tries = 1; tries < 400; tries += 1) {
      const response = method === 'get' ? await fetch(`${url}${path}`) : await post(url, path, {}, cookie);
      if (response.status === 429) return response;
    }
    throw new Error(`${path} can be tried for ever`);
  },
  notFound: ({ url, page, cookie }, { path, method, callers }) =>
    callers.includes('orderingPage') || path.startsWith('/office/ordering-keys')
      ? fetch(`${url}${path.replace(':id', uuidv7())}`, {
          method,
          headers: { [orderingKeyHeader]: page.key, cookie },
        })
      : fetch(`${url}${path}/nowhere`),
  internal: (caller, route) => must(examples[nameOf(route)], 'each route has one')(caller),
  notReady: (caller, route) => must(examples[nameOf(route)], 'each route has one')(caller),
  badOrderingKey: ({ url, orderId }, { path, method }) =>
    fetch(`${url}${path.replace(':id', orderId)}`, {
      method,
      headers: { [orderingKeyHeader]: 'order_none' },
    }),
  async keyReused(caller) {
    const key = uuidv7();
    await order(caller, orderOf(caller.cola, 1), key);
    return order(caller, orderOf(caller.cola, 2), key);
  },
  unknownProduct: (caller) => order(caller, orderOf({ ...caller.cola, id: newId(uuidv7) }, 1)),
  unknownChoice: (caller) => order(caller, orderWith(caller.cola, [uuidv7()])),
  choiceMissing: (caller) => order(caller, orderWith(caller.tikka, [])),
  tooManyChoices: (caller) =>
    order(caller, orderWith(caller.tikka, caller.tikka.options[0]?.choices.map(({ id }) => id) ?? [])),
  priceChanged: (caller) => order(caller, orderOf(caller.cola, 1, { total: 1 })),
  wantedTooEarly: (caller) =>
    order(caller, orderOf(caller.cola, 1, { wantedAt: instant(Date.now() - 60_000) })),
  async soldOut(caller) {
    await caller.sellOut(caller.firni);
    return order(caller, orderOf(caller.firni, 1));
  },
};

function orderWith(product: Product, choiceIds: readonly string[]): object {
  return orderOf(product, 1, { lines: [{ productId: product.id, quantity: 1, choiceIds }] });
}

function order(
  { url, page }: Pick<HttpCaller, 'url' | 'page'>,
  body: object,
  key = uuidv7(),
): Promise<Response> {
  return fetch(`${url}/online/orders`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { [orderingKeyHeader]: page.key, [idempotencyHeader]: key },
  });
}

/** It begins as a WebP file does; nobody looks further. */
const tinyPhoto = Buffer.from('RIFF0000WEBPVP8 ').toString('base64');

function newCategory() {
  const id = uuidv7();
  return { entity: 'category', id, seen: 0, data: { id, name: 'New', position: 99 } };
}

function newAccount(): AccountRequest {
  return { id: null, name: uuidv7(), role: 'owner', branches: [], active: true };
}

const secret = createTotpSecret();
const codeNow = () => totpCode(secret, Math.floor(Date.now() / 1000 / totpStepSeconds));

const publicKey = 'A'.repeat(43);

function post(url: string, path: string, body: object, cookie = ''): Promise<Response> {
  return fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { cookie } });
}

function pushBody(incarnation: number, batch: readonly PushedMutation[]): string {
  const status = { waiting: batch.length, oldestAt: null, appVersion: 'test' };
  return JSON.stringify({ incarnation, mutations: batch, status });
}

function cutBody(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync('{"incarnation":1}').subarray(0, 12));
}

/** Asks something of the office. */
function office(path: string): Call {
  return ({ url, cookie }) => fetch(`${url}${path}`, { headers: { cookie } });
}
