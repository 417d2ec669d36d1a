import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { openSpooler } from '../src/spool/spooler.ts';
import { pngOf } from '../src/virtual/png.ts';
import { createBitmap } from '../src/raster/bitmap.ts';
import { openWorkbench } from './workbench.ts';

const src = resolve(import.meta.dirname, '../src');

test('what the renderer imports (documents, layout, wire types) never reaches Node', async () => {
  const entries = [join(src, 'document/document.ts')];
  for (const folder of ['document', 'layout']) {
    for (const name of await readdir(join(src, folder))) entries.push(join(src, folder, name));
  }
  const seen = new Set<string>();
  const outside = new Set<string>();
  while (entries.length > 0) {
    const file = entries.pop() ?? '';
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, target = ''] of (await readFile(file, 'utf8')).matchAll(/from '([^']+)'/g)) {
      if (target.startsWith('.')) entries.push(resolve(dirname(file), target));
      else
        outside.add(
          target
            .split('/')
            .slice(0, target.startsWith('@') ? 2 : 1)
            .join('/'),
        );
    }
  }
  expect([...outside].toSorted()).toEqual(['@galley/shared', 'zod']);
});

test('[P1] two processes never print from one folder, and a dead one does not keep it', async () => {
  await using bench = await openWorkbench();
  await expect(openSpooler({ folder: bench.folder })).rejects.toThrow(/already prints from/);
  await bench.restart();
});

test('another PNG reader sees the same dots', () => {
  const bitmap = createBitmap(11, 3);
  bitmap.bytes.set([0x80, 0x20, 0x00, 0x00, 0x01, 0x00]);
  const { width, height, data } = PNG.sync.read(pngOf(bitmap));
  const black = Array.from({ length: width * height }, (_, at) => at).filter((at) => data[at * 4] === 0);
  expect([width, height]).toEqual([11, 3]);
  expect(black).toEqual([0, 10, 22 + 7]);
});
