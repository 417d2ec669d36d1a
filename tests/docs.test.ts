import { access, readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

test('every file that the docs name is there', async () => {
  const pages = (await readdir(new URL('docs/', root), { recursive: true }))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`);
  const gone: string[] = [];
  let named = 0;
  for (const page of ['README.md', 'CONTRIBUTING.md', ...pages]) {
    const text = await readFile(new URL(page, root), 'utf8');
    const paths = [...text.matchAll(/`((?:desktop|docs|printer|scripts|server|shared|tests)\/[\w./-]+)`/g)];
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
      ([, link = '']) => new URL(link, new URL(page, root)),
    );
    for (const url of [...paths.map(([, path = '']) => new URL(path, root)), ...links]) {
      named += 1;
      await access(url).catch(() => gone.push(`${page}: ${url.pathname.slice(root.pathname.length)}`));
    }
  }
  expect(gone).toEqual([]);
  expect(named).toBeGreaterThan(100);
});
