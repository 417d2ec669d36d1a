import { expect, test } from 'vitest';
import { uuidFrom } from '../../src/values/ids.ts';
import {
  enrolAnswerSchema, enrolRequestSchema, problemSchema, sessionSchema, signedText, signInRequestSchema,
  tillCodeAnswerSchema, tillCodeRequestSchema, tokenAnswerSchema,
} from '../../src/wire/session.ts'; // prettier-ignore
import { branch, noon, till } from '../making.ts';
import { expectShape } from './shapes.ts';

const epoch = uuidFrom('epoch');
const publicKey = 'A'.repeat(43);

test('[S10] enrolment, sign-in and problems keep their shapes and refuse any other', () => {
  expectShape(enrolRequestSchema, { code: 'ABCD-2345', publicKey, role: 'kitchen' }, ['role']);
  expect(enrolRequestSchema.parse({ code: 'ABCD-2345', publicKey }).role).toBe('till');
  expectShape(enrolAnswerSchema, { till, incarnation: 2, branch, epoch, serverTime: noon });
  expectShape(tokenAnswerSchema, { token: 'a.b.c', expiresAt: noon, serverTime: noon });
  expectShape(tillCodeAnswerSchema, { code: 'ABCD-2345', expiresAt: noon });
  expect(tillCodeRequestSchema.parse({})).toEqual({ role: 'till' });
  expectShape(signInRequestSchema, { name: 'Ayesha', password: 'a long one' });
  const branches = [{ id: branch.id, name: branch.name }];
  expectShape(sessionSchema, { name: 'Ayesha', branch, epoch, role: 'owner', branches, totp: true });
  const problem = {
    type: 'about:blank',
    title: 'Clock',
    status: 401,
    code: 'clockWrong',
    detail: 'By 10 minutes.',
  };
  expectShape(problemSchema, problem);
  expectShape(problemSchema, { ...problem, serverTime: noon }, ['serverTime']);
  expect(problemSchema.safeParse({ ...problem, code: 'odd' }).success).toBe(false);
});

test.each([
  ['ABCD-2345', true], ['ABCD2345', true], ['abcd-2345', false], ['ABCD-1045', false], ['ABCD-234', false],
  ['ABCD-23456', false], ['', false],
])('[S10] "%s" is a code: %s', (code, valid) => {
  expect(enrolRequestSchema.safeParse({ code, publicKey }).success).toBe(valid);
}); // prettier-ignore

test('[S8] a till signs the method, the path, the time and the hash of the body', () => {
  expect(signedText('POST', '/sync/push?x=1', 1_700_000_000_000, 'abc')).toBe(
    'POST\n/sync/push?x=1\n1700000000000\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
