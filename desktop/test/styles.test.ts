import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const renderer = new URL('../src/renderer/', import.meta.url);

/** What says left or right where it means start or end: it would stay where it is when the words run the other way. */
const physical = [
  /(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)(?:-[a-z]+)?\s*:/,
  /border-(?:top|bottom)-(?:left|right)-radius\s*:/,
  /(?:text-align|float|clear)\s*:\s*(?:left|right)/,
  /\bto (?:left|right)\b/,
  // Four values of which the second and the fourth are not the same.
  /(?:margin|padding|inset|border-(?:width|color|style))\s*:\s*\S+\s+(\S+)\s+\S+\s+(?!\1;)[^\s;]+;/,
];

test('the styles name no left and no right, so that every screen can be read from right to left', async () => {
  const files = (await readdir(renderer, { recursive: true })).filter((file) => file.endsWith('.css'));
  expect(files.length).toBeGreaterThan(50);
  const found: string[] = [];
  for (const file of files) {
    const lines = (await readFile(new URL(file, renderer), 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      if (physical.some((rule) => rule.test(line))) found.push(`${file}:${index + 1}: ${line.trim()}`);
    }
  }
  expect(found).toEqual([]);
});

test('a style that means left or right is found', () => {
  const planted = ['margin-left: 4px;', 'left: 0;', 'text-align: right;', 'padding: 1px 2px 3px 4px;'];
  expect(planted.filter((line) => physical.some((rule) => rule.test(line)))).toEqual(planted);
  const fine = ['margin-inline-start: 4px;', 'inset: 0;', 'text-align: end;', 'padding: 1px 2px 3px 2px;'];
  expect(fine.filter((line) => physical.some((rule) => rule.test(line)))).toEqual([]);
});
