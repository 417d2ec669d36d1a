import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const rows = 25;

test('every row of the page of printing faults has a proof, and every proof is a test of that name', async () => {
  const page = await readFile(new URL('docs/printing-faults.md', root), 'utf8');
  const faults = page.split(/^### (?=\d+\. )/m).slice(1);
  expect(faults.map((fault) => Number.parseInt(fault, 10))).toEqual(
    Array.from({ length: rows }, (_, at) => at + 1),
  );
  for (const fault of faults) {
    const number = Number.parseInt(fault, 10);
    const proofs = [...fault.matchAll(/^- `([^`]+)`: (.+)$/gm)];
    expect(proofs.length, `proofs of row ${number}`).toBeGreaterThan(0);
    for (const [, file = '', title = ''] of proofs) {
      const source = await readFile(new URL(file, root), 'utf8');
      expect(source.includes(`'${title}'`), `${file} has a test "${title}"`).toBe(true);
    }
  }
});

test('every test that names a row is on the page', async () => {
  const page = await readFile(new URL('docs/printing-faults.md', root), 'utf8');
  const unlisted: string[] = [];
  for (const file of await readdir(new URL('printer/test/', root))) {
    if (!file.endsWith('.test.ts')) continue;
    const source = await readFile(new URL(`printer/test/${file}`, root), 'utf8');
    for (const [, title = ''] of source.matchAll(/^test\('([^\n]*\brow \d+[^\n]*)', /gm)) {
      if (!page.includes(`- \`printer/test/${file}\`: ${title}`)) unlisted.push(`${file}: ${title}`);
    }
  }
  expect(unlisted).toEqual([]);
});
