import { printerSchema } from '@galley/shared/domain/branch.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { auditPageSchema } from '@galley/shared/wire/audit.ts';
import { orderingKeySchema } from '@galley/shared/wire/online.ts';
import { expect, test } from 'vitest';
import { demoOffice } from '../src/local/demo.ts';
import { createMaking, headOf } from './making.ts';
import { query } from './query.ts';
import { startWorld } from './world.ts';

test('[S14] what is voided, given back and printed again stands in the audit log with who, why and who approved it, once', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol(0);
  const making = createMaking(till);
  const product = must(
    world.products.find(({ name }) => name === 'Plain naan'),
    'on the demo menu',
  );
  const order = making.order([[product, 1]]);
  const sale = making.sale(order);
  const refund = making.refund(sale);
  const approval = { staffId: till.staffId, name: 'Nusrat', reason: 'burnt' };
  const log = [
    till.record('openShift', { shift: making.shift }),
    till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] }),
    till.recordRaw((envelope) => ({ ...envelope, approval }), 'refundSale', { refund }),
    till.record('note', { note: { kind: 'reprint', receiptNumber: sale.receiptNumber, copies: 2 } }),
  ];
  await till.push(log);
  await till.push(log);
  const settled = await till.settled(log.map(({ id }) => id));
  expect(log.map(({ id }) => settled.get(id)?.data?.verdict)).toEqual(log.map(() => 'applied'));

  // A till that does not hold it any more finds it by its number, with what was given back of it.
  const found = await till.request('GET', `/sync/receipt?number=${sale.receiptNumber}`);
  expect(await found.json()).toMatchObject({
    changes: [
      { entity: 'sale', id: sale.id },
      { entity: 'refund', id: refund.id },
    ],
  });
  const none = await till.request('GET', '/sync/receipt?number=T1-999999');
  expect(await none.json()).toEqual({ changes: [] });

  const signedIn = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify(demoOffice),
  });
  const cookie = must(signedIn.headers.get('set-cookie'), 'signed in').split(';')[0] ?? '';
  const ask = async (path: string) =>
    auditPageSchema.parse(await (await fetch(`${world.url}${path}`, { headers: { cookie } })).json());
  const { entries: unordered, next } = await ask('/office/audit');
  // Both were recorded within one millisecond, in which ids have no order.
  const entries = unordered.toSorted((x, y) => (x.kind < y.kind ? 1 : -1));
  expect(next).toBeNull();
  expect(entries).toMatchObject([
    {
      kind: 'reprint',
      what: sale.receiptNumber,
      amount: null,
      approval: null,
      tillId: till.identity.till.id,
    },
    { kind: 'refund', what: sale.receiptNumber, amount: refund.total, reason: refund.reason, approval },
  ]);
  expect((await ask('/office/audit?kind=refund')).entries).toHaveLength(1);
  expect((await ask(`/office/audit?before=${unordered[0]?.id}`)).entries).toHaveLength(1);
  expect((await fetch(`${world.url}/office/audit`)).status).toBe(401);
  expect(await query(world.databases.sync, 'select count(*)::int from audit')).toEqual([{ count: 2 }]);
});

test('[S14] what the office changes of staff, rights, prices, papers, tills and accounts is in the audit log: who, from what, to what', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const signedIn = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify(demoOffice),
  });
  const cookie = must(signedIn.headers.get('set-cookie'), 'signed in').split(';')[0] ?? '';
  const post = async (path: string, body: object = {}) => {
    const answer = await fetch(`${world.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { cookie },
    });
    expect([path, answer.ok]).toEqual([path, true]);
  };
  const [product] = world.products;
  const tea = must(product ?? null, 'of the demo');
  const { id: till } = await world.db.prisma.till.findFirstOrThrow({ where: { code: 'T2' } });
  const salma = { id: null, name: 'Salma', role: 'waiter', rightsId: null, active: true, pin: '7653' };
  const branches = [world.branchId];
  const cashiers = { id: null, name: 'Cashiers', role: 'cashier', grants: { refund: { maxAmount: 5000 } } };
  await post('/office/staff', salma);
  await post('/office/rights', cashiers);
  await post('/office/rights', { ...cashiers, grants: { refund: { maxAmount: 9000 } } });
  await post('/office/menu/save', {
    entity: 'product',
    id: tea.id,
    seen: 1,
    data: { ...tea, price: 12_300 },
  });
  await post('/office/branch', { receiptHead: ['New name'], receiptFoot: [] });
  await post('/office/mail', { summaryTo: ['owner@example.com'] });
  await post('/office/mail', { summaryTo: ['owner@example.com'] });
  const [printer] = await world.db.prisma.change.findMany({ where: { entity: 'printer' } });
  const shown = printerSchema.parse(JSON.parse(printer?.data ?? ''));
  await post('/office/menu/save', {
    entity: 'printer',
    id: shown.id,
    seen: printer?.revision,
    data: { ...shown, address: 'tcp://192.0.2.7:9100' },
  });
  const lines = [{ productId: tea.id, quantity: 2000 }];
  const waste = { id: uuidv7(), at: instant(Date.now()), note: 'fell down', lines };
  const secret = { ...waste, id: uuidv7(), note: 'paid by 4242 4242 4242 4242' };
  const refused = await fetch(`${world.url}/office/stock/request`, {
    method: 'POST',
    body: JSON.stringify({ type: 'recordWaste', data: secret }),
    headers: { cookie },
  });
  expect(await refused.json()).toMatchObject({ status: 400, detail: expect.stringContaining('card number') });
  await post('/office/stock/request', { type: 'recordWaste', data: waste });
  await post('/office/stock/request', { type: 'recordWaste', data: waste });
  await post(`/office/tills/${till}/disable`);
  await post(`/office/tills/${till}/disable`);
  const key = await fetch(`${world.url}/office/ordering-keys`, {
    method: 'POST',
    body: JSON.stringify({ name: 'kacchi.example' }),
    headers: { cookie },
  });
  const revoke = `/office/ordering-keys/${orderingKeySchema.parse(await key.json()).id}/revoke`;
  await post(revoke);
  await post(revoke);
  await post('/office/accounts', { id: null, name: 'karim', role: 'accountant', branches, active: true });
  await post('/office/account/password', { before: demoOffice.password, password: 'another password' });
  const page = await fetch(`${world.url}/office/audit`, { headers: { cookie } });
  const text = await page.text();
  const { entries } = auditPageSchema.parse(JSON.parse(text));
  const told = entries.map(({ kind, what, by, staffId, changes }) => {
    expect([by, staffId]).toEqual([demoOffice.name, null]);
    return [kind, what, ...changes.map(({ field, before, after }) => `${field}: ${before} > ${after}`)];
  });
  const line = (...words: string[]) => expect.arrayContaining(words);
  expect(told).toEqual(
    expect.arrayContaining([
      line('staff', 'Salma', 'role: null > "waiter"', 'active: null > true', 'pin: null > null'),
      ['rights', 'Cashiers', 'grants.refund.maxAmount: 5000 > 9000'],
      ['menu', tea.name, `price: ${tea.price} > 12300`],
      expect.arrayContaining([
        'settings',
        expect.stringMatching(/^receiptHead: \["Galley Kitchen".* > \["New name"\]$/),
      ]),
      ['settings', 'Dhanmondi', 'summaryTo: [] > ["owner@example.com"]'],
      ['device', shown.name, `address: ${JSON.stringify(shown.address)} > "tcp://192.0.2.7:9100"`],
      ['stock', 'recordWaste', 'lines: null > 1'],
      ['device', 'T2', 'disabled: false > true'],
      ['orderingKey', 'kacchi.example', 'mayOrder: null > true'],
      ['orderingKey', 'kacchi.example', 'mayOrder: true > false'],
      line('account', 'karim', 'role: null > "accountant"'),
      ['account', demoOffice.name, 'password: null > null'],
    ]),
  );
  // Nothing was changed by the second switch, and a key is taken back once.
  expect(told).toHaveLength(13);
  for (const hidden of ['7653', 'hash', 'salt', 'another password', '4242'])
    expect(text).not.toContain(hidden);
});
