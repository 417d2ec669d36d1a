import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const built = new URL('../desktop/dist/', import.meta.url);

/**
 * What stands in the page's head is fetched before its first screen; the Bangla words are, too, where they are spoken. The
 * search of the menu comes beside that in a worker of its own, and the rest of the screens behind it.
 */
test('the till draws its first screen from at most 300 KB of JavaScript, in Bangla too', async () => {
  const page = await readFile(new URL('till.html', built), 'utf8').catch(() =>
    expect.fail('npm run build comes before this test'),
  );
  const words = (await readdir(new URL('assets/', built))).filter((name) => /^bn-.*\.js$/.test(name));
  const files = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  expect(files.length).toBeGreaterThan(1);
  expect(words).toHaveLength(1);
  let bytes = 0;
  for (const path of [...files, `assets/${words[0]}`]) {
    bytes += gzipSync(await readFile(new URL(path, built)), { level: 9 }).byteLength;
  }
  expect(bytes).toBeLessThanOrEqual(300_000);
});
