import { saleSchema } from '@galley/shared/domain/sale.ts';
import type { DeclineCode } from '@galley/shared/domain/payment-intent.ts';
import { zReportSchema } from '@galley/shared/domain/z-report.ts';
import { emailSchema } from '@galley/shared/values/email.ts';
import { type BranchId, newId, uuidFrom, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { mailPaperOf } from '@galley/shared/wire/mail.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../src/db/transaction.ts';
import { openPool } from '../src/db/open.ts';
import { demoOffice } from '../src/local/demo.ts';
import { createLog } from '../src/log.ts';
import { type Mailer, openMailer } from '../src/notifications/mailer.ts';
import { queueMail } from '../src/notifications/queue-mail.ts';
import { sendNext } from '../src/notifications/sending.ts';
import { orderFailedLetter } from '../src/notifications/templates/online-order.ts';
import { receiptLetter } from '../src/notifications/templates/receipt.ts';
import { driveAll } from '../src/sync/sweeper.ts';
import { createTestDatabases } from './cluster.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { createMaking, headOf } from './making.ts';
import { openOrderingPage, orderOf } from './ordering-page.ts';
import { eventExamples, mutationExamples } from '../../shared/test/wire/examples.ts';
import { query } from './query.ts';
import { startWorld, type World } from './world.ts';

const guest = emailSchema.parse('guest@example.com');
let mails: MailServer;
let world: World;

beforeAll(async () => {
  mails = await startMailServer();
  world = await startWorld({
    bus: 'direct',
    environment: {
      SMTP_URL: mails.url,
      MAIL_FROM: 'Bay Leaf <receipts@bayleaf.test>',
      GALLEY_URL: 'https://bay.test',
    },
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await mails[Symbol.asyncDispose]();
});

test('[S12] a receipt that a guest asked for is mailed once, with a link that proves it, and never holds up the till', async () => {
  const till = await world.enrol(0);
  const making = createMaking(till);
  const cola = must(
    world.products.find(({ name }) => name === 'Cola 250 ml'),
    'on the demo menu',
  );
  const order = making.order([[cola, 2]]);
  const sale = making.sale(order);
  const paper = mailPaperOf(till.identity.branch);
  const batch = [
    till.record('openShift', { shift: making.shift }),
    till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] }),
    till.record('sendReceipt', { sale, email: guest, paper }),
    till.record('sendReceipt', { sale: { ...sale, receiptNumber: 'T9-000001' }, email: guest, paper }),
  ];
  await till.push(batch);
  const settlements = await till.settled(batch.map(({ id }) => id));
  expect(batch.map(({ id }) => settlements.get(id)?.data?.flags.map(({ code }) => code))).toEqual([
    [], [], [], ['receiptChainBroken'],
  ]); // prettier-ignore
  // As after a broker that forgot: the command comes again.
  await world.db.pool.query(
    `update mutation set state = 'stored', awaiting = '{notifications}' where id = $1`,
    [batch[2]?.id],
  );
  await query(world.databases.notifications, 'delete from inbox');
  await driveAll(world.db.pool);
  await expect
    .poll(() => query(world.databases.sync, `select id from mutation where state = 'stored'`))
    .toEqual([]);
  const sent = () => query(world.databases.notifications, `select state, attempts from mail`);
  await expect.poll(sent, { timeout: 10_000 }).toEqual([{ state: 'sent', attempts: 1 }]);

  const told = `select payload::json->>'type' as type from outbox where cause_id = '${batch[2]?.id}'`;
  expect(await query(world.databases.notifications, told)).toContainEqual({ type: 'mailQueued' });
  const [mail = ''] = mails.brought;
  expect(mails.brought).toHaveLength(1);
  expect(mail).toMatch(/^From: Bay Leaf <receipts@bayleaf\.test>$/m);
  expect(mail).toMatch(/^Message-ID: <[0-9a-f-]{36}@bayleaf\.test>$/m);
  expect(mail).toContain(`receipt ${sale.receiptNumber}`);
  const { text } = receiptLetter(sale, paper, 'https://bay.test/verify');
  expect(text).toMatch(/^2 × Cola 250 ml {2,}\d+\.\d\d$/m);
  const rows = await query<{ text: string }>(world.databases.notifications, 'select text from mail');
  const link = must(/https:\/\/bay\.test(\S+)/.exec(rows[0]?.text ?? '')?.[1], 'the mail has a link');
  expect(await (await fetch(`${world.url}${link}`)).text()).toContain('<h1>Genuine</h1>');
});

test('[M13] when the last shift of a day is closed its summary goes to whom the office chose; a later one makes another', async () => {
  const signedIn = await post('/office/sign-in', demoOffice);
  const cookie = must(signedIn.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '';
  expect((await post('/office/mail', { summaryTo: ['no address'] }, cookie)).status).toBe(400);
  expect((await post('/office/mail', { summaryTo: ['owner@example.com'] }, cookie)).status).toBe(204);
  expect(await (await fetch(`${world.url}/office/mail`, { headers: { cookie } })).json()).toEqual({
    summaryTo: ['owner@example.com'],
    kept: null,
  });
  const { notifications, sync } = world.databases;
  const told = `select subject from outbox where subject like 'evt.sync.summaryRecipientsSet.%'`;
  expect(await query(sync, told)).toHaveLength(1);
  await expect.poll(() => query(notifications, 'select summary_to from branch_mail')).toHaveLength(1);

  const till = await world.enrol(1);
  const making = createMaking(till);
  const naan = must(
    world.products.find(({ name }) => name === 'Plain naan'),
    'on the demo menu',
  );
  const order = making.order([[naan, 3]]);
  const sale = making.sale(order);
  const opened = till.record('openShift', { shift: making.shift });
  const sold = till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] });
  await till.push([opened, sold]);
  await till.settled([opened.id, sold.id]);
  // Another test's till may have a shift of this day open.
  await query(notifications, `delete from day_shift where shift_id <> '${making.shift.id}'`);
  const due = () =>
    query<{ due: boolean }>(notifications, 'select due_at is not null as due from day_summary');
  expect(await due()).toEqual([{ due: false }]);
  const closed = till.record('closeShift', { report: making.z({ sales: [sale] }) });
  await till.push([closed]);
  await till.settled([closed.id]);
  await expect.poll(due).toEqual([{ due: true }]);

  const before = mails.brought.length;
  await query(notifications, 'update day_summary set due_at = now()');
  await expect.poll(() => mails.brought.length, { timeout: 10_000 }).toBe(before + 1);
  const [mail] = await query<{ subject: string; text: string; recipient: string }>(
    notifications,
    `select subject, text, recipient from mail where kind = 'summary'`,
  );
  expect(mail?.recipient).toBe('owner@example.com');
  const [{ report } = { report: '' }] = await query<{ report: string }>(
    notifications,
    'select report from day_shift',
  );
  const { figures } = zReportSchema.parse(JSON.parse(report));
  expect(mail?.text).toMatch(new RegExp(`Sales \\(1\\) +${(figures.sales.total / 100).toFixed(2)}`));
  expect(mail?.subject).toContain(`${making.shift.businessDay}: the day in figures`);
  await query(notifications, 'update day_summary set due_at = now()');
  await expect.poll(() => mails.brought.length, { timeout: 10_000 }).toBe(before + 2);
  expect(mails.brought.at(-1)?.replaceAll('=\r\n', '')).toContain('again: a shift was closed since');
});

test('the guest of an online order hears by mail that it is paid, with the receipt, or why it was cancelled; the branch never sees the address', async () => {
  const page = await openOrderingPage(world);
  const cola = must(
    world.products.find(({ name }) => name === 'Cola 250 ml'),
    'on the demo menu',
  );
  const bad = await page.post(orderOf(cola, 1, { email: '4242424242424242@example.com' }));
  expect(bad.status).toBe(400);
  const before = mails.brought.length;
  await page.place(orderOf(cola, 1)); // whoever gives no address gets no mail
  const bought = await page.place(orderOf(cola, 2, { email: guest }));
  const declined = await page.place(orderOf(cola, 1, { email: guest, paymentToken: 'tok_test_0000' }));
  const { receiptNumber } = await page.until(bought.id, ({ status }) => status === 'PAID');
  await page.until(declined.id, ({ status }) => status === 'CANCELLED');
  await expect.poll(() => mails.brought.length, { timeout: 10_000 }).toBe(before + 2);
  // The saga tells it again, in case somebody has not heard: the guest hears it once [S11].
  const ids = `id in ('${bought.id}', '${declined.id}')`;
  const { sales, notifications } = world.databases;
  await query(sales, `update online_order set look_at = now() where ${ids}`);
  const told = `select 1 as one from online_order where ${ids} and drives > 0`;
  await expect.poll(() => query(sales, told), { timeout: 10_000 }).toHaveLength(2);
  const sent = await query<{ kind: string; subject: string; text: string }>(
    notifications,
    `select kind, subject, text from mail where kind like 'order%' order by kind desc`,
  );
  expect(sent).toMatchObject([
    { kind: 'orderPaid', subject: expect.stringContaining(`Order ${bought.number} at`) },
    { kind: 'orderFailed', subject: expect.stringContaining('was cancelled') },
  ]);
  expect(sent[0]?.text).toContain(`Receipt ${receiptNumber}`);
  expect(sent[0]?.text).toMatch(/^2 × Cola 250 ml {2,}\d+\.\d\d$/m);
  expect(sent[0]?.text).toContain('https://bay.test/verify');
  expect(sent[1]?.text).toContain('Nothing was taken from you.');
  const { rows } = await world.db.pool.query(`select 1 from change where data like '%${guest}%'`);
  expect(rows).toEqual([]);
});

test('[M11] what a refused order was worth goes back, says its mail in the words of the branch', () => {
  const { order, paper } = eventExamples.guestMailAsked;
  const at = order.placedAt;
  const refused = { ...order, cancelled: { code: 'refused', reason: 'No <cola>', at } } as const;
  const { text, html } = orderFailedLetter(refused, paper);
  expect(text).toContain('The restaurant says: “No <cola>”. All that you have paid goes back');
  expect(html).toContain('No &lt;cola&gt;');
  const inBangla = orderFailedLetter(refused, { ...paper, language: 'bn' });
  expect(inBangla.text).toContain('পুরোটাই যেখান থেকে এসেছিল সেখানে ফেরত যাবে');
  expect(inBangla.subject).toContain('বাতিল হয়েছে');
});

test('whose card the gateway failed at reads that nothing was taken and that the same card may pay; who was declined, to pay another way', () => {
  const { order, paper } = eventExamples.guestMailAsked;
  const mailOf = (decline: DeclineCode, language: 'en' | 'bn') => {
    const cancelled = { code: 'declined', reason: '', at: order.placedAt, decline } as const;
    return orderFailedLetter({ ...order, cancelled }, { ...paper, language }).text.replaceAll('\n', ' ');
  };
  expect(mailOf('GATEWAY_ERROR', 'en')).toContain(
    'Your payment could not be made, so your order was cancelled. Nothing was taken from you. Please order again: the same card may well pay then.',
  );
  expect(mailOf('GATEWAY_ERROR', 'bn')).toContain('আবার অর্ডার করুন: একই কার্ডে');
  expect(mailOf('CARD_DECLINED', 'en')).toContain('You may order again and pay another way.');
});

test('a mail that the server refuses now, or that it does not answer for, waits longer each time; one that it refuses for ever does not', async () => {
  await using sending = await openSending(mails.url);
  await sending.queue();
  mails.failNext('later');
  await sending.once();
  expect(await sending.state()).toEqual({
    state: 'waiting',
    attempts: 1,
    cause: expect.stringContaining('greylisted'),
    wait: 30,
  });
  mails.failNext('silent');
  await sending.once();
  expect(await sending.state()).toEqual({
    state: 'waiting',
    attempts: 2,
    cause: expect.stringMatching(/timeout/i),
    wait: 60,
  });
  await sending.once();
  expect(await sending.state()).toMatchObject({ state: 'sent', attempts: 3, cause: '' });
  await sending.queue();
  mails.failNext('never');
  await sending.once();
  expect(await sending.state()).toMatchObject({
    state: 'failed',
    attempts: 1,
    cause: expect.stringContaining('no such mailbox'),
  });
});

test('a mail server that is not there costs nothing but time; after three days a mail is given up', async () => {
  await using sending = await openSending('smtp://127.0.0.1:9');
  await sending.queue();
  await sending.once();
  expect(await sending.state()).toMatchObject({
    state: 'waiting',
    attempts: 1,
    cause: expect.stringContaining('ECONNREFUSED'),
  });
  await sending.sql(`update mail set created_at = now() - interval '73 h'`);
  await sending.once();
  expect(await sending.state()).toMatchObject({ state: 'failed', attempts: 2 });
});

test('a mail server that dies after it has the mail gets it again, under the same name: at least once', async () => {
  await using sending = await openSending(mails.url);
  await sending.queue();
  const before = mails.brought.length;
  mails.failNext('diesAfterData');
  await sending.once();
  expect(await sending.state()).toMatchObject({ state: 'waiting', attempts: 1 });
  await sending.once();
  expect(await sending.state()).toMatchObject({ state: 'sent', attempts: 2 });
  const names = mails.brought.slice(before).map((mail) => /^Message-ID: (.*)$/m.exec(mail)?.[1]);
  expect(names).toHaveLength(2);
  expect(names[0]).toBe(names[1]);
});

test('two replicas never send the same mail, and what a dead one had in hand is sent later', async () => {
  await using sending = await openSending(mails.url);
  await sending.queue();
  const before = mails.brought.length;
  await Promise.all([sending.once(), sending.once(), sending.once()]);
  expect(mails.brought.length).toBe(before + 1);
});

test('what people typed is text in both forms of a mail, and a branch that prints in Bangla mails in Bangla', () => {
  const { sale, paper } = mutationExamples.sendReceipt;
  const typed = { ...paper, receiptHead: ['<b>Bay & Leaf</b>'], language: 'bn' as const };
  const { html, subject } = receiptLetter(sale, typed, null);
  expect(html).toContain('&lt;b&gt;Bay &amp; Leaf&lt;/b&gt;');
  expect(html).not.toContain('<b>Bay');
  expect(subject).toContain('আপনার রসিদ');
});

test('[M14] [M8] a mailed receipt reads as its paper: a set by its name with its parts below, a tip beside its tender', () => {
  const { sale, paper } = mutationExamples.sendReceipt;
  const part = (name: string) => {
    const combo = { id: uuidv7(), productId: uuidv7(), name: 'Lunch set' };
    const figures = { quantity: 1000, total: 6_000, discount: null, discountAmount: 0 };
    return { ...sale.lines[0], ...figures, id: uuidFrom(name), name, options: [], combo };
  };
  const [naan, lassi] = [part('Naan'), part('Lassi')];
  const tender = { id: uuidv7(), reference: null };
  const tip = { amount: 500, staffId: sale.staffId, staffName: 'Rahim' };
  const lunch = saleSchema.parse({
    ...sale,
    lines: [naan, { ...lassi, combo: naan.combo }],
    tenders: [
      { ...tender, kind: 'exchange', amount: 4_000 },
      { ...tender, kind: 'cash', amount: 8_000, tip },
    ],
  });
  const { text } = receiptLetter(lunch, paper, null);
  expect(text).toMatch(/^1 × Lunch set {2,}120\.00\n {4}· Naan\s*\n {4}· Lassi\s*$/m);
  expect(text).toMatch(/^Brought back {2,}40\.00\nCash {2,}80\.00\nTip · Rahim {2,}5\.00$/m);
});

/** A sender on databases of its own, one try at a time. */
async function openSending(url: string) {
  const databases = await createTestDatabases();
  const pool = openPool(databases.notifications);
  const mailer: Mailer = must(
    openMailer({ SMTP_URL: url, MAIL_FROM: 'Galley <g@galley.test>' }, 300),
    'it has a server',
  );
  const log = createLog('silent');
  return {
    queue: () =>
      inTransaction(pool, async (tx) => {
        await tx.query('delete from mail');
        const letter = { subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
        const branchId = newId<BranchId>(uuidv7);
        await queueMail(tx, { ...letter, id: uuidv7(), branchId, kind: 'receipt', recipient: guest });
      }),
    /** What waits is due. */
    async once() {
      await pool.query(
        `update mail set next_try_at = now() - interval '1 s' where next_try_at > now() and cause <> ''`,
      );
      await sendNext(pool, log, mailer);
    },
    async state() {
      const { rows } = await pool.query(
        `select state, attempts, cause, round(extract(epoch from next_try_at - now()) / 10)::int * 10 as wait from mail`,
      );
      return rows[0] as unknown;
    },
    sql: (text: string) => pool.query(text),
    async [Symbol.asyncDispose]() {
      mailer.close();
      await pool.end();
      await databases[Symbol.asyncDispose]();
    },
  };
}

function post(path: string, body: unknown, cookie = ''): Promise<Response> {
  return fetch(`${world.url}${path}`, { method: 'POST', headers: { cookie }, body: JSON.stringify(body) });
}
