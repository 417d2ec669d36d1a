import { readdirSync, readFileSync } from 'node:fs';
import { flagSchema } from '@galley/shared/wire/commands.ts';
import { eventData } from '@galley/shared/wire/events.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { problemSchema } from '@galley/shared/wire/session.ts';
import { expect, test } from 'vitest';

const folders = ['shared/test', 'server/test', 'desktop/test', 'printer/test', 'tests'];

/** Every test and what tests are made of, but for the list of examples, which has to hold all names. */
const text = folders
  .map((folder) => new URL(`../${folder}/`, import.meta.url))
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => new URL(String(name), folder)))
  .filter(({ pathname }) => /\.tsx?$/.test(pathname) && !/examples\.ts$|named\.test\.ts$/.test(pathname))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** As the code of a refusal stands in what decides: rules, services, printers, and what people do at a screen. */
const refusals = ['shared/src', 'server/src', 'desktop/src', 'printer/src']
  .map((folder) => new URL(`../${folder}/`, import.meta.url))
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => new URL(String(name), folder)))
  .filter(({ pathname }) => /\.tsx?$/.test(pathname))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\brefuse\(\s*'(\w+)'/g)])
  .flatMap(([, code = '']) => code);

test.each([
  ['command', Object.keys(mutations)],
  ['event', Object.keys(eventData)],
  ['flag', flagSchema.shape.code.options],
  ['problem', problemSchema.shape.code.options],
  ['refusal', [...new Set(refusals)]],
])('every %s has a test that calls it by its name', (_kind, names) => {
  expect(names.filter((name) => !new RegExp(String.raw`\b${name}\b`).test(text))).toEqual([]);
});
