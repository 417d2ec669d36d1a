import { auditKinds } from '@galley/shared/wire/audit.ts';
import { expect, test } from 'vitest';
import { changeWords } from '../../src/renderer/office/audit/change-words.ts';
import { kindWords } from '../../src/renderer/office/audit/kind-words.ts';
import { bn } from '../../src/renderer/ui/messages/bn.ts';
import { en } from '../../src/renderer/ui/messages/en.ts';

test('every kind of line in the audit log has a name of its own in English and in Bangla', () => {
  for (const [words, letters] of [
    [en, /^[A-Z][a-z]/],
    [bn, /^[\u0980-\u09ff]/],
  ] as const) {
    const names = auditKinds.map((kind) => words[kindWords[kind]]);
    for (const name of names) expect(name).toMatch(letters);
    expect(new Set(names).size).toBe(auditKinds.length);
  }
});

test('a key that a page got or lost is told as what the page may do', () => {
  const told = (before: string | null, after: string) =>
    changeWords({ field: 'mayOrder', before, after }, 'BDT');
  expect([told(null, 'true'), told('true', 'false')]).toEqual([
    'May order here: – → yes',
    'May order here: yes → no',
  ]);
  expect(bn.fieldMayOrder).toBe('এখানে অর্ডার দিতে পারে');
});
