import { newId, type BranchId, uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { expect, test } from 'vitest';
import { eventExamples, mutationExamples } from '../../shared/test/wire/examples.ts';
import { asyncApiDocument } from '../src/http/asyncapi.ts';
import { messagesPage } from '../src/http/messages-page.ts';
import { createDocumentCheck } from './document-check.ts';

const document = asyncApiDocument();
const text = JSON.stringify(document);
const check = createDocumentCheck(document);

test('every reference of the AsyncAPI document leads somewhere, and every command and event is in it', () => {
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  for (const path of new Set(references)) {
    const target = path.split('/').reduce<unknown>((part, key) => Object(part)[key], document);
    expect(target, path).toBeDefined();
  }
  const { channels } = document as { channels: Record<string, unknown> };
  expect(Object.keys(channels)).toEqual(
    expect.arrayContaining(Object.keys(eventExamples).map((name) => `evt.${name}`)),
  );
  for (const name of Object.keys(mutationExamples)) expect(text).toContain(`"${name}":{"name":"${name}"`);
});

const envelope = {
  version: 1, occurredAt: instant(Date.now()), correlationId: uuidv7(), causationId: null, branchId: newId<BranchId>(uuidv7),
}; // prettier-ignore

test.each(Object.entries(eventExamples))('the event %s is as the document says', (name, data) => {
  const message = {
    ...envelope,
    id: uuidv7(),
    type: name,
    worker: 'sales',
    verdict: 'applied',
    flags: [],
    data,
  };
  expect(problemOf(`${name}Event`, message)).toBeNull();
  expect(problemOf(`${name}Event`, { ...message, data: 'something else' })).not.toBeNull();
});

test.each(Object.entries(mutationExamples))('the command %s is as the document says', (name, data) => {
  const { version } = mutations[name as keyof typeof mutations]; // a key of the examples, which are typed by the table
  const id = uuidv7();
  const mutation = {
    ...envelope, version, id, type: name, tillId: uuidv7(), incarnation: 1, number: 1, staffId: uuidv7(), data,
  }; // prettier-ignore
  expect(problemOf(name, { id, turn: 1, flags: [], mutation })).toBeNull();
  expect(
    problemOf(name, { id, turn: 1, flags: [], mutation: { ...mutation, data: 'something else' } }),
  ).not.toBeNull();
});

test('the page for people names every channel and who takes it', () => {
  const page = messagesPage(document);
  expect(page).toContain('cmd.sales.{branch}');
  expect(page).toContain('evt.{worker}.saleCompleted.{branch}');
  expect(page).toMatch(/Sent by sync\. Taken by sales\./);
});

/** Null: it is as documented. */
function problemOf(message: string, value: unknown): string | null {
  return check(`/components/messages/${message}/payload`, JSON.parse(JSON.stringify(value)));
}
