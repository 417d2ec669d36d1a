import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const engine = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2, A and AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

/** The screen as it is now breaks no rule that a machine can check. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  // Colours in the middle of a fade would be judged as they are.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined))),
  );
  await page.evaluate(engine);
  const found = await page.evaluate(async (wanted) => {
    type Axe = { run(options: unknown): Promise<{ violations: Violation[] }> };
    const { axe } = globalThis as unknown as { axe: Axe }; // put there by the engine just above
    return (await axe.run({ runOnly: wanted })).violations;
  }, tags);
  const words = found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect.soft(words, screen).toEqual([]);
}
