// Puts together what an installer carries: the built pages and shell, and the few packages that the main process loads at
// run time, with only the font weights that are printed. Everything else is bundled.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const modules = join(root, '../node_modules');
/** Weights of `printer/src/raster/fonts.ts`. */
const fontWeights = new Set(['500Medium', '700Bold', '800ExtraBold']);

/** @param {string} path @returns {any} */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** @param {string} stage The folder, made anew. @returns {string[]} The packages in it. */
export function stageApp(stage) {
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  const own = readJson(join(root, 'package.json'));
  cpSync(join(root, 'dist-electron'), join(stage, 'dist-electron'), { recursive: true });
  cpSync(join(root, 'dist'), join(stage, 'dist'), {
    recursive: true,
    // Types of a build of the sources, and what tests leave.
    filter: (path) => !/\/dist\/(types|test|shell-test|\.built)/.test(path.replaceAll('\\', '/')),
  });
  const { dependencies } = readJson(join(root, '../printer/package.json'));
  const packages = closureOf(Object.keys(dependencies));
  for (const name of packages) copyPackage(name, join(stage, 'node_modules', name));
  const { version, license, main } = own;
  writeFileSync(
    join(stage, 'package.json'),
    JSON.stringify({
      name: 'galley', productName: 'Galley', version, license, main, type: 'module', dependencies,
      description: 'A restaurant point of sale that keeps selling when the network does not',
      homepage: 'https://galley.example', author: { name: 'Galley', email: 'hello@galley.example' },
    }), // prettier-ignore
  );
  return packages;
}

/** @param {string[]} names @returns {string[]} */
function closureOf(names) {
  const found = new Set();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...Object.keys(readJson(join(modules, name, 'package.json')).dependencies ?? {}));
  }
  return [...found].toSorted((a, b) => a.localeCompare(b));
}

/** @param {string} name @param {string} to */
function copyPackage(name, to) {
  const from = join(modules, name);
  const isFont = name.startsWith('@expo-google-fonts/');
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) => {
      const inside = path.slice(from.length + 1).replaceAll('\\', '/');
      if (/^(test|tests|docs|example|examples|\.github)(\/|$)/.test(inside)) return false;
      const folder = inside.split('/')[0] ?? '';
      return !isFont || !/^\d00/.test(folder) || fontWeights.has(folder);
    },
  });
}
