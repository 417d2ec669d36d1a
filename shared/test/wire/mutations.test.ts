import { expect, test } from 'vitest';
import { commandSchema, commandSubject } from '../../src/wire/commands.ts';
import { isMutationName, mutations, mutationSchema } from '../../src/wire/mutations.ts';
import { branch, idOf, noon, till } from '../making.ts';
import { mutationExamples } from './examples.ts';
import { expectShape } from './shapes.ts';

const names = Object.keys(mutations).filter(isMutationName);
const envelope = {
  id: idOf('mutation'),
  type: 'completeSale',
  version: 1,
  occurredAt: noon,
  correlationId: idOf('mutation'),
  causationId: null,
  branchId: branch.id,
  data: mutationExamples.completeSale,
};
const mutation = { ...envelope, tillId: till.id, incarnation: 1, number: 1, staffId: idOf('staff') };

/** What is there only when it is used; a table that lines come from is needed, and refused elsewhere. */
const optional = ['course', 'seat', 'home', 'closed', 'bills', 'held', 'from'];

test.each(names)('[S4] %s keeps its shape on the wire and refuses any other', (name) => {
  expectShape(mutations[name].data, mutationExamples[name], optional);
});

test('[S3] a mutation keeps its envelope and refuses any other', () => {
  expectShape(mutationSchema, mutation, ['data']);
});

test.each([
  ['version', 0], ['version', 1.5], ['number', 0], ['incarnation', 0], ['id', 'T1-1'], ['branchId', ''],
  ['occurredAt', '2026-11-21'], ['number', 2 ** 53],
])('[S3] a mutation with %s %s is refused', (key, value) => {
  expect(mutationSchema.safeParse({ ...mutation, [key]: value }).success).toBe(false);
}); // prettier-ignore

test.each([
  ['rules of another version', { rules: 2 }],
  ['no lines', { lines: [] }],
  ['a fraction of a unit', { total: 0.5 }],
  ['another currency than one of ISO 4217', { currency: 'taka' }],
  ['a hash that is none', { hash: 'x' }],
  ['a tender of nothing', { tenders: [{ ...mutationExamples.completeSale.sale.tenders[0], amount: 0 }] }],
])('[S4] a sale with %s is refused', (_, change) => {
  const data = mutationExamples.completeSale;
  const changed = { ...data, sale: { ...data.sale, ...change } };
  expect(mutations.completeSale.data.safeParse(changed).success).toBe(false);
});

test('[S4] a line without a quantity is refused, and so is a line in no state of the kitchen', () => {
  const { voidLine } = mutationExamples;
  for (const change of [
    { quantity: 0 },
    { quantity: -1 },
    { kitchen: { state: 'eaten' } },
    { kitchen: { state: 'sent' } },
  ]) {
    const changed = { ...voidLine, line: { ...voidLine.line, ...change } };
    expect(mutations.voidLine.data.safeParse(changed).success).toBe(false);
  }
});

test.each(['constructor', 'toString', '__proto__', 'CompleteSale', ''])(
  '[S4] "%s" is not a mutation',
  (name) => {
    expect(isMutationName(name)).toBe(false);
  },
);

test('[S5] every mutation is settled by the worker that takes it, and a sale by all three', () => {
  for (const name of names) expect(mutations[name].settledBy).toContain(mutations[name].worker);
  expect(mutations.completeSale.settledBy).toEqual(['sales', 'inventory', 'payments']);
});

test('[S13] a command keeps its mutation, its turn and its flags, and refuses any other', () => {
  const flags = [{ code: 'clockWrong', detail: { minutes: 12 } }];
  const place = { tillId: till.id, incarnation: 2, number: 9, staffId: idOf('staff') };
  const command = { id: idOf('command'), turn: 7, flags, mutation: { ...envelope, ...place } };
  expectShape(commandSchema, command, ['data', 'detail']);
  expectShape(commandSchema, { ...command, turn: null }, ['data', 'detail']);
  expect(commandSchema.safeParse({ ...command, flags: [{ code: 'odd', detail: {} }] }).success).toBe(false);
  expect(commandSchema.safeParse({ ...command, turn: 0 }).success).toBe(false);
  expect(commandSubject('sales', branch.id)).toBe(`cmd.sales.${branch.id}`);
});
