import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branchIdSchema, uuidFrom } from '../../src/values/ids.ts';
import {
  changesPageSchema, cursorSchema, cursorTextSchema, cursorToText, entities, type EntityName, feedChangeSchema,
  hintSchema, snapshotLineSchema,
} from '../../src/wire/changes.ts'; // prettier-ignore
import { readerRoles } from '../../src/wire/scope.ts';
import { branch } from '../making.ts';
import { entityExamples } from './examples.ts';
import { expectShape } from './shapes.ts';

const names = Object.keys(entities).filter((name): name is EntityName => name in entityExamples);
const cursor = { epoch: uuidFrom('epoch'), stream: branch.id, scope: 'kitchen' as const, version: 41 };

function changeOf(entity: EntityName) {
  return { version: 42, entity, id: uuidFrom(entity), revision: 3, data: entityExamples[entity] };
}

test.each(names)('[S20] the feed carries a %s, refuses any other shape of it, and its end', (name) => {
  expectShape(feedChangeSchema, changeOf(name), ['detail', 'resolution', 'card']);
  expect(feedChangeSchema.parse({ ...changeOf(name), data: null }).data).toBeNull();
});

test('[S20] the feed carries every entity there is', () => {
  expect(names.toSorted()).toEqual(Object.keys(entities).toSorted());
});

test.each([
  ['an entity that nobody knows', { entity: 'table' }],
  ['an entity of another name', { entity: 'ticket' }],
  ['no place in the feed', { version: 0 }],
  ['no revision', { revision: 0 }],
])('[S20] a change with %s is refused', (_, change) => {
  expect(feedChangeSchema.safeParse({ ...changeOf('order'), ...change }).success).toBe(false);
});

test('[S19] a cursor comes back from its text', () => {
  const any = fc.record({
    epoch: fc.uuid(),
    stream: fc.uuid().map((id) => branchIdSchema.parse(id)),
    scope: fc.constantFrom(...readerRoles),
    version: fc.maxSafeNat(),
  });
  fc.assert(
    fc.property(any, (each) => {
      expect(cursorTextSchema.parse(cursorToText(each))).toEqual(each);
    }),
  );
});

test('[S21] a cursor without a scope is that of a till from before there were scopes', () => {
  const text = `${cursor.epoch}.${cursor.stream}.41`;
  expect(cursorTextSchema.parse(text)).toEqual({ ...cursor, scope: 'till' });
});

test.each([
  '', '.', '..', `${cursor.epoch}.${cursor.stream}`, `${cursor.epoch}.${cursor.stream}.`,
  `${cursor.epoch}.${cursor.stream}.-1`, `${cursor.epoch}.${cursor.stream}.1.2`, `${cursor.epoch}.${cursor.stream}.cook.1`, `${cursor.epoch}.${cursor.stream}.till.`, `${cursor.epoch}.${cursor.stream}.1e3`,
  `${cursor.epoch}.${cursor.stream}.0x1`, `${cursor.epoch}.${cursor.stream}. 1`, `${cursor.epoch}.${cursor.stream}.01`,
  `${cursor.epoch}.${cursor.stream}.1.5`, `${cursor.epoch}.main.1`, `now.${cursor.stream}.1`,
  `${cursor.epoch}.${cursor.stream}.9007199254740992`,
])('[S19] "%s" is not a cursor', (text) => {
  expect(cursorTextSchema.safeParse(text).success).toBe(false);
}); // prettier-ignore

test('[S19] [S20] [S21] [S22] a page, a snapshot line and a hint keep their shapes and refuse any other', () => {
  expectShape(cursorSchema, cursor);
  expectShape(changesPageSchema, { kind: 'page', cursor, head: 42, changes: [changeOf('stock')] });
  expectShape(changesPageSchema, { kind: 'mustResnapshot', reason: 'another epoch' });
  expectShape(snapshotLineSchema, { kind: 'head', cursor, floor: 7, count: 2 });
  expectShape(snapshotLineSchema, { kind: 'mark', after: 9 });
  expectShape(snapshotLineSchema, changeOf('product'));
  expectShape(snapshotLineSchema, { kind: 'end', count: 2 });
  expectShape(hintSchema, { stream: branch.id, head: 42 });
});
