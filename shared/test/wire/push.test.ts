import { expect, test } from 'vitest';
import { chain, noHash } from '../../src/values/hash.ts';
import { uuidFrom } from '../../src/values/ids.ts';
import { pushAnswerSchema, pushLimits, pushRequestSchema } from '../../src/wire/push.ts';
import { noon } from '../making.ts';
import { expectShape } from './shapes.ts';

const body = '{"type":"completeSale"}';
const pushed = { id: uuidFrom('mutation'), number: 1, hash: chain(noHash, body), body };
const told = { waiting: 3, oldestAt: noon, appVersion: '0.1.0' };
const later = {
  waitingMoney: 42_000,
  unsettled: 1,
  problems: 0,
  clockOffsetMs: -120,
  freeBytes: 5_000_000,
  persisted: true,
  bucketMismatches: 0,
};
const status = { ...told, ...later };
const request = { incarnation: 1, mutations: [pushed], status };
const answer = {
  storedUpTo: 1,
  results: [{ id: pushed.id, number: 1, state: 'stored', cause: null }],
  gap: { expected: 2 },
  coveredUpTo: 0,
  head: 7,
  epoch: uuidFrom('epoch'),
  serverTime: noon,
};

test('[S8] a push and its answer keep their shapes and refuse any other', () => {
  expectShape(pushRequestSchema, request, Object.keys(later));
  expectShape(pushAnswerSchema, answer, ['coveredUpTo']);
  expectShape(pushAnswerSchema, { ...answer, gap: null }, ['coveredUpTo']);
});

test('[S8] a till that knows less to say of itself is understood as well', () => {
  const push = pushRequestSchema.parse({ ...request, status: told });
  expect(push.status).toEqual({
    ...told,
    waitingMoney: 0,
    unsettled: 0,
    problems: 0,
    clockOffsetMs: null,
    freeBytes: null,
    persisted: null,
    bucketMismatches: 0,
  });
});

test('[S6] a push holds at most 100 mutations, and none is a way to ask', () => {
  const of = (count: number) => ({ ...request, mutations: Array.from({ length: count }, () => pushed) });
  expect(pushLimits.mutations).toBe(100);
  expect(pushRequestSchema.safeParse(of(100)).success).toBe(true);
  expect(pushRequestSchema.safeParse(of(0)).success).toBe(true);
  expect(pushRequestSchema.safeParse(of(101)).success).toBe(false);
});

test('[S4] a body is any text: what the server cannot read it can still store', () => {
  const unreadable = { ...pushed, body: 'not JSON \u0000 কাচ্চি' };
  expect(pushRequestSchema.parse({ ...request, mutations: [unreadable] }).mutations[0]?.body).toBe(
    unreadable.body,
  );
  expect(pushRequestSchema.safeParse({ ...request, mutations: [{ ...pushed, body: '' }] }).success).toBe(
    false,
  );
});

test.each(['refused', 'rejected', 'waiting'])('[S8] a push never answers "%s": it stores', (state) => {
  const results = [{ ...answer.results[0], state }];
  expect(pushAnswerSchema.safeParse({ ...answer, results }).success).toBe(false);
});
