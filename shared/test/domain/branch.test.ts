import { expect, test } from 'vitest';
import { tillSchema } from '../../src/domain/branch.ts';
import { webCode } from '../../src/domain/online-order.ts';
import { till } from '../making.ts';

test.each(['TRN', webCode, '', 'TOOLONG', 't1'])(
  '[S3] no till is called %s: practice and the web count their receipts under codes of their own',
  (code) => expect(tillSchema.safeParse({ ...till, code }).success).toBe(false),
);

test.each(['T1', 'BAR', 'TRNX', 'WEB1'])('a till may be called %s', (code) =>
  expect(tillSchema.parse({ ...till, code }).code).toBe(code),
);
