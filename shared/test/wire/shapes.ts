import { expect } from 'vitest';
import type { z } from 'zod';

type Path = readonly (string | number)[];

/** What every shape that crosses a process must hold: JSON loses nothing, each key is needed, each kind of value too. */
export function expectShape(schema: z.ZodType, example: unknown, free: readonly string[] = []): void {
  const text = JSON.stringify(example);
  expect(schema.parse(JSON.parse(text))).toEqual(example);
  for (const path of pathsOf(example, free)) {
    const where = path.join('.');
    expect(schema.safeParse(changed(text, path, undefined)).success, `without ${where}`).toBe(false);
    expect(schema.safeParse(changed(text, path, { not: 'this' })).success, `an object as ${where}`).toBe(
      false,
    );
  }
}

/** The ways to every value that no list holds directly; `free` keys may be missing or hold anything. */
function pathsOf(value: unknown, free: readonly string[], at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Path[] => {
    if (free.includes(key)) return [];
    const path = [...at, Array.isArray(value) ? Number(key) : key];
    return Array.isArray(value) ? pathsOf(inner, free, path) : [path, ...pathsOf(inner, free, path)];
  });
}

/** The example with the value at the path replaced; `undefined` takes the key away. */
function changed(text: string, path: Path, by: unknown): unknown {
  const copy: unknown = JSON.parse(text);
  let holder = copy;
  for (const key of path.slice(0, -1)) holder = Reflect.get(Object(holder), key);
  Reflect.set(Object(holder), path.at(-1) ?? '', by);
  return JSON.parse(JSON.stringify(copy));
}
