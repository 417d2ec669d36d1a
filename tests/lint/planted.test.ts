import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const planted = 'tests/lint/planted.ts';

test('the lint reports every promise that nobody waits for, Dexie and Prisma included', () => {
  const expected = readFileSync(join(root, planted), 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.endsWith('// floats') ? [index + 1] : []));
  expect(lint()).toEqual(expected);
});

const reportSchema = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.int() }) })),
    }),
  ),
});

/** Lints the planted file with the project's rules, without the pattern that spares it. Answers the lines reported. */
function lint(): number[] {
  const config = z
    .looseObject({ ignorePatterns: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')));
  const folder = mkdtempSync(join(tmpdir(), 'galley-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const ignorePatterns = config.ignorePatterns.filter((pattern) => pattern !== planted);
  writeFileSync(join(folder, 'oxlintrc.json'), JSON.stringify({ ...config, ignorePatterns }));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/oxlint/bin/oxlint'),
      '--type-aware',
      '--config',
      join(folder, 'oxlintrc.json'),
      '--format',
      'json',
      planted,
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (stdout === '') throw new Error(`oxlint said nothing but: ${stderr}`);
  return reportSchema
    .parse(JSON.parse(stdout))
    .diagnostics.filter(({ code }) => code.includes('no-floating-promises'))
    .map(({ labels }) => labels[0]?.span.line ?? 0)
    .toSorted((a, b) => a - b);
}
