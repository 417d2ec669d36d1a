import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

test('[42] a maintainer makes the present key and the next one: the public halves stand in the sources, the private ones in files of their own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'galley-key-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const keys = join(folder, 'release-keys.ts');
  await writeFile(keys, await readFile(join(root, 'shared/src/domain/release-keys.ts'), 'utf8'));
  const make = (name: string) =>
    run(
      process.execPath,
      ['--import', 'tsx', 'scripts/make-release.ts', '--new-key', name, '--private', join(folder, `${name}.pem`), '--keys', keys],
      { cwd: root },
    ); // prettier-ignore
  await make('spring');
  await make('autumn');
  const source = await readFile(keys, 'utf8');
  for (const name of ['spring', 'autumn']) {
    const pem = join(folder, `${name}.pem`);
    const { x } = createPublicKey(createPrivateKey(await readFile(pem, 'utf8'))).export({ format: 'jwk' });
    expect(source).toContain(`  ${name}: '${x}',`);
    expect((await stat(pem)).mode & 0o077).toBe(0);
  }
  // Neither a key nor a file is ever written over.
  await expect(make('spring')).rejects.toThrow('There is a key spring already');
  expect(await readFile(keys, 'utf8')).toBe(source);
});
