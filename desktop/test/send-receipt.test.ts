import { mutations } from '@galley/shared/wire/mutations.ts';
import { expect, test } from 'vitest';
import { sendReceipt } from '../src/renderer/actions/send-receipt.ts';
import { codeOf, outbox, rahim, sell, setup, value } from './world.ts';

test('[S2] a receipt to be mailed is a record of the till, with all that the mail needs; a wrong address is refused at once', async () => {
  const till = await setup();
  const sale = await sell(till);
  const before = (await outbox(till)).length;
  const args = { saleId: sale.id, staffId: rahim.id };
  expect(codeOf(await sendReceipt(till, { ...args, email: 'guest at home' }))).toBe('badEmail');
  expect(await outbox(till)).toHaveLength(before);
  expect(value(await sendReceipt(till, { ...args, email: ' guest@example.com ' }))).toBe('guest@example.com');
  const entry = (await outbox(till)).at(-1);
  expect(entry?.name).toBe('sendReceipt');
  const { data } = JSON.parse(entry?.body ?? '{}') as { data: unknown };
  expect(mutations.sendReceipt.data.parse(data)).toEqual({
    sale,
    email: 'guest@example.com',
    paper: { name: 'Bay Leaf', receiptHead: ['Bay Leaf'], receiptFoot: [], timeZone: 'Asia/Dhaka' },
  });
});
