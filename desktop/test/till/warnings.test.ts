import { uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { pushAnswerSchema } from '@galley/shared/wire/push.ts';
import { expect, test } from 'vitest';
import { writeMeta } from '../../src/renderer/db/database.ts';
import { applyAnswer } from '../../src/renderer/sync/push-answer.ts';
import { readWarnings } from '../../src/renderer/till/status/queries.ts';
import { warningWords } from '../../src/renderer/till/status/warning-words.ts';
import { sell, setup } from '../world.ts';

const minute = 60_000;
const megabyte = 1024 * 1024;

test('[S18] fault 37: a clock that is more than five minutes off is told in words, and never stops a sale', async () => {
  const till = await setup();
  const words = async (offset: number) => {
    await writeMeta(till.db, 'clockOffset', offset);
    return warningWords(await readWarnings(till.db));
  };
  expect(warningWords(await readWarnings(till.db))).toEqual([]);
  expect(await words(5 * minute)).toEqual([]);
  expect(await words(-5 * minute)).toEqual([]);
  expect(await words(6 * minute)).toEqual(['The clock of this device is 6 minutes slow. Please set it; selling goes on.']); // prettier-ignore
  expect(await words(-26 * 60 * minute)).toEqual(['The clock of this device is 26 hours fast. Please set it; selling goes on.']); // prettier-ignore
  expect(await words(3 * 365 * 24 * 60 * minute)).toEqual([expect.stringContaining('1095 days slow')]);
  expect((await sell(till)).receiptNumber).toBe('T1-000001');
});

test('a disk that is nearly full and a browser that may delete are told before anything is lost', async () => {
  const till = await setup();
  const words = async (freeBytes: number | null, persisted: boolean | null) => {
    await writeMeta(till.db, 'storage', { freeBytes, persisted });
    return warningWords(await readWarnings(till.db));
  };
  expect(await words(null, null)).toEqual([]);
  expect(await words(200 * megabyte, true)).toEqual([]);
  expect(await words(199 * megabyte, true)).toEqual([expect.stringMatching(/^Only 199 MB are free/)]);
  expect(await words(10_000 * megabyte, false)).toEqual([expect.stringContaining('has not promised')]);
});

test('[47] a version that is not looked after any more is told, and sells all the same', async () => {
  const till = await setup();
  const answer = pushAnswerSchema.parse({
    storedUpTo: 1, results: [], gap: null, head: 1, epoch: uuidv7(), serverTime: instant(0), supportedFrom: '1.3.0',
  }); // prettier-ignore
  await applyAnswer(till.db, 1, answer);
  expect(warningWords(await readWarnings(till.db))).toEqual([expect.stringContaining('older than 1.3.0')]);
  expect((await sell(till)).receiptNumber).toBe('T1-000001');
  const { supportedFrom: _gone, ...updated } = answer;
  await applyAnswer(till.db, 1, updated);
  expect(warningWords(await readWarnings(till.db))).toEqual([]);
});
