import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

test('every fault of the page has a proof, and every proof is a test of that name', async () => {
  const page = await readFile(new URL('docs/faults.md', root), 'utf8');
  const faults = page.split(/^### (?=\d+\. )/m).slice(1);
  expect(faults.map((fault) => Number.parseInt(fault, 10))).toEqual(
    Array.from({ length: 44 }, (_, i) => i + 1),
  );
  for (const fault of faults) {
    const number = Number.parseInt(fault, 10);
    const proofs = [...fault.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, file = '', title = '']) => ({
      file,
      title,
    }));
    expect(proofs.length, `proofs of fault ${number}`).toBeGreaterThan(0);
    for (const { file, title } of proofs) {
      const source = await readFile(new URL(file, root), 'utf8');
      const named = [`'`, '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
      expect(named, `${file} has a test "${title}"`).toBe(true);
    }
  }
});

test('every test that names a fault is on the page', async () => {
  const page = await readFile(new URL('docs/faults.md', root), 'utf8');
  const unlisted: string[] = [];
  let named = 0;
  for (const folder of ['desktop/test/', 'server/test/', 'tests/']) {
    for (const file of await readdir(new URL(folder, root), { recursive: true })) {
      if (!/\.(test|spec)\.ts$/.test(file) || folder + file === 'tests/faults.test.ts') continue;
      const source = await readFile(new URL(folder + file, root), 'utf8');
      for (const [, title = ''] of source.matchAll(/['"`]([^'"`\n]*\bfaults? \d+[^'"`\n]*)['"`]/g)) {
        named += 1;
        if (!page.includes(`- \`${folder}${file}\`: ${title}`)) unlisted.push(`${folder}${file}: ${title}`);
      }
    }
  }
  expect(unlisted).toEqual([]);
  expect(named).toBeGreaterThan(15);
});
