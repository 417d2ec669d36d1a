import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bangla } from '../../src/renderer/ui/messages/cause-words.ts';

test('whatever a printer says of itself can be said in Bangla, too', async () => {
  const missing: string[] = [];
  for (const file of ['escpos/status.ts', 'transport/tcp.ts']) {
    const source = await readFile(new URL(`../../../printer/src/${file}`, import.meta.url), 'utf8');
    const sentences = [...source.matchAll(/'([A-Z][^'\n]{20,}[.?])'/g)].map(([, sentence = '']) => sentence);
    expect(sentences.length).toBeGreaterThan(4);
    missing.push(...sentences.filter((sentence) => !(sentence in bangla)));
  }
  expect(missing).toEqual([]);
});
