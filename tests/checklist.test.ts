import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

/** What only the Electron program itself, or a packaged app, can show: `npm run test:electron`, and a person before a release. */
const needsElectron = [18, 20, 22, 28, 36, 48, 49];

/** Items that belong to another part of Galley, whose own rules their tests cite; and what Galley does without. */
const elsewhere: Readonly<Record<string, readonly number[]>> = {
  'the till: one transaction a sale, killed anywhere (S2; tests/chaos)': [24],
  'printing: what was half printed (P4)': [37],
  'nothing is handed over by a MessagePort: all calls go through the one contract': [17],
  'there is no remote configuration: what a branch says comes by its feed, through its schemas': [45],
  'enrolment and the identity of a till (S9, S10)': [51, 52, 53, 54, 55, 56, 57, 58],
  'tokens and sessions': [59, 60, 61, 62, 63],
  'PINs, roster and approvals (S13, S14)': [64, 65, 66, 67, 68, 69, 70, 71, 72, 73],
  'organisations, database, bus and HTTP': [74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86],
  'the chained log, reports and receipts (S3, M14)': [87, 88, 89, 90, 91, 92, 93, 94, 95, 96],
  payments: [97, 98, 99],
};

test('every item of the security checklist is cited by the title of a test, or is named here with its reason', async () => {
  const cited = new Set<number>();
  for (const folder of ['desktop/test', 'shared/test', 'server/test', 'tests']) {
    const files = await readdir(new URL(`${folder}/`, root), { recursive: true });
    for (const file of files.filter((name) => /\.(test|spec)\.tsx?$/.test(name))) {
      const text = await readFile(new URL(`${folder}/${file}`, root), 'utf8');
      for (const [title] of text.matchAll(/['"`](\[[A-Z]?\d+\] )+/g))
        for (const [, number] of title.matchAll(/\[(\d+)\]/g)) cited.add(Number(number));
    }
  }
  const spared = new Set([...needsElectron, ...Object.values(elsewhere).flat()]);
  const missing = Array.from({ length: 100 }, (_, index) => index + 1).filter(
    (item) => !cited.has(item) && !spared.has(item),
  );
  expect(missing).toEqual([]);
});
