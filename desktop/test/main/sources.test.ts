import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';

const desktop = new URL('../../', import.meta.url);
const root = new URL('../', desktop);

async function readAll(folder: URL, pattern: RegExp): Promise<Map<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => pattern.test(name));
  const texts = names.map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')] as const);
  return new Map(await Promise.all(texts));
}
const namesOf = (texts: ReadonlyMap<string, string>, pattern: RegExp) =>
  [...texts].flatMap(([name, text]) => (pattern.test(text) ? [name] : [])).toSorted();

test('[13] nothing that a page shows is made of text: no HTML from strings, no script from strings, no file of others', async () => {
  const sources = await readAll(new URL('src/', desktop), /\.tsx?$/);
  expect(sources.size).toBeGreaterThan(200);
  expect(namesOf(sources, /\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|dangerouslySet/)).toEqual(
    [],
  );
  expect(namesOf(sources, /\beval\(|new Function\(/)).toEqual([]);
  const pages = await readAll(desktop, /^\w+\.html$/);
  expect(pages.size).toBe(4);
  expect(namesOf(pages, /(src|href)="(https?:)?\/\//)).toEqual([]);
  const styles = await readAll(new URL('src/', desktop), /\.css$/);
  expect(namesOf(styles, /(url\(\s*|@import\s+)['"]?https?:/)).toEqual([]);
});

test('[34] a till asks for no file of the machine but where a person restores a backup', async () => {
  const till = await readAll(new URL('src/renderer/till/', desktop), /\.tsx$/);
  expect(namesOf(till, /type="file"/).filter((name) => !name.includes('backup'))).toEqual([]);
});

test('[32] what lies open in a browser is of no use to anybody: six small marks, no secret, nobody’s name', async () => {
  const sources = await readAll(new URL('src/', desktop), /\.tsx?$/);
  expect(namesOf(sources, /localStorage/)).toEqual([
    'renderer/app/chosen-branch.ts', // which branch this browser showed last
    'renderer/app/follow-updates.ts', // a shift is open
    'renderer/db/open-database.ts', // that there was a database
    'renderer/kitchen/kitchen-app.tsx', // which station
    'renderer/ui/messages/locale.ts', // which language
    'renderer/ui/type-size.ts', // how large the type is
  ]);
  expect(namesOf(sources, /sessionStorage|document\.cookie|crashReporter/)).toEqual([]);
});

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

test('[43] nothing installs an update but the gate: no updater of others is on board', async () => {
  for (const folder of ['', 'desktop/', 'printer/', 'shared/']) {
    const { dependencies, devDependencies } = packageSchema.parse(
      JSON.parse(await readFile(new URL(`${folder}package.json`, root), 'utf8')),
    );
    expect(Object.keys({ ...dependencies, ...devDependencies })).not.toContain('electron-updater');
  }
  const main = await readAll(new URL('src/main/', desktop), /\.ts$/);
  expect(namesOf(main, /autoUpdater|autoInstallOnAppQuit|allowDowngrade/)).toEqual([]);
});

test('[100] every package is pinned, comes from the registry, and runs a script at its installation only if it is listed', async () => {
  const { packages } = lockSchema.parse(
    JSON.parse(await readFile(new URL('package-lock.json', root), 'utf8')),
  );
  const { allowScripts } = z
    .object({ allowScripts: z.record(z.string(), z.boolean()) })
    .parse(JSON.parse(await readFile(new URL('package.json', root), 'utf8')));
  const unlisted = Object.entries(packages).flatMap(([path, { hasInstallScript }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return hasInstallScript === true && !(name in allowScripts) ? [name] : [];
  });
  expect([...new Set(unlisted)]).toEqual([]);
  const foreign = Object.entries(packages).filter(
    ([, { resolved, link }]) =>
      link !== true && /^(git|file|https?:\/\/(?!registry\.npmjs))/.test(resolved ?? ''),
  );
  expect(foreign.map(([path]) => path)).toEqual([]);
  for (const folder of ['', 'desktop/', 'printer/', 'shared/', 'server/']) {
    const file = new URL(`${folder}package.json`, root);
    if (!existsSync(file)) continue;
    const { dependencies, devDependencies } = packageSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^(\d+\.\d+\.\d+|\*$|file:|npm:)/.test(version),
    );
    expect(loose).toEqual([]);
  }
});
