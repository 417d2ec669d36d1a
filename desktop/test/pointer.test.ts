import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  healthy,
  installed,
  isKept,
  opened,
  type Pointer,
  takenOver,
} from '../src/service-worker/pointer.ts';

const first = installed(null, 'a');

test('the first version is shown at once; a later one only when a page says so', () => {
  expect(first).toEqual({ current: 'a', previous: null, trial: null });
  expect(installed(first, 'b')).toEqual(first);
  expect(takenOver(first, 'b')).toEqual({ current: 'b', previous: 'a', trial: 0 });
  expect(takenOver(first, 'a')).toBe(first);
});

test('a new version that never says that it is well gives way to the kept one, and is not tried again', () => {
  let pointer = takenOver(first, 'b');
  for (let start = 0; start < 3; start += 1) pointer = opened(pointer);
  expect(pointer).toMatchObject({ current: 'b', trial: 3 });
  pointer = opened(pointer);
  expect(pointer).toEqual({ current: 'a', previous: 'b', trial: null });
  expect(takenOver(pointer, 'b')).toBe(pointer);
  expect(takenOver(pointer, 'c').current).toBe('c');
});

test('a version that has said so stays, however often it is opened', () => {
  let pointer = healthy(opened(takenOver(first, 'b')));
  for (let start = 0; start < 9; start += 1) pointer = opened(pointer);
  expect(pointer).toEqual({ current: 'b', previous: 'a', trial: null });
});

test('the word of a page from before the change does not count for the new version', () => {
  expect(healthy(takenOver(first, 'b')).trial).toBe(0);
});

test('whatever happens, the version that is shown is kept, and so is the one to go back to', () => {
  const step = fc.oneof(
    fc.constant(opened),
    fc.constant(healthy),
    fc.constantFrom('a', 'b', 'c', 'd').map((version) => (pointer: Pointer) => takenOver(pointer, version)),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const caches = new Set(['a', 'b', 'c', 'd']);
      let pointer = first;
      for (const next of steps) {
        const before = pointer;
        pointer = next(pointer);
        expect(caches.has(pointer.current)).toBe(true);
        if (before.current !== pointer.current)
          expect([before.current, before.previous]).toContain(pointer.previous);
        expect(
          isKept(pointer, pointer.current, 'x') &&
            (pointer.previous === null || isKept(pointer, pointer.previous, 'x')),
        ).toBe(true);
      }
    }),
  );
});
