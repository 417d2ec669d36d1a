import { must } from '@galley/shared/values/must.ts';
import { auditPageSchema } from '@galley/shared/wire/audit.ts';
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
