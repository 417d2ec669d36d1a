import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const engine = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2, A and AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

/**
 * The screen as it is now breaks no rule that a machine can check. What a dialog lies over was checked before, and the
 * watermark of practice is no text to be read.
 */
export async function expectAccessible(page: Page, screen: string, rules = tags): Promise<void> {
  const found = await page.evaluate(async (wanted) => {
    // Colours in the middle of a fade would be judged as they are.
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined)));
    type Axe = { run(context: unknown, options: unknown): Promise<{ violations: Violation[] }> };
    const { axe } = globalThis as unknown as { axe?: Axe }; // put there by the engine just below
    const include = [...document.querySelectorAll('[role="dialog"]')].at(-1) ?? document;
    const context = { include, exclude: ['.training-mark'] };
    return (
      axe &&
      (await axe.run(context, { runOnly: wanted, resultTypes: ['violations'], preload: false })).violations
    );
  }, rules);
  if (!found) {
    await page.evaluate(engine);
    return expectAccessible(page, screen, rules);
  }
  const words = found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect.soft(words, screen).toEqual([]);
}

/** The same in light and in dark, where only colours differ; and fingers of every size can hit what there is to touch. */
export async function expectGood(page: Page, screen: string): Promise<void> {
  await expectAccessible(page, screen);
  expect.soft(await tooSmall(page), `targets: ${screen}`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, `${screen}, dark`, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** What can be touched and is lower or narrower than 44 px; a field counts with the label around it. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = document.querySelectorAll<HTMLElement>(
      'button, input, select, textarea, summary, [role="button"]',
    );
    return [...targets].flatMap((target) => {
      if (!target.checkVisibility({ visibilityProperty: true }) || target.closest('[inert]')) return [];
      const { width, height } = (target.closest('label') ?? target).getBoundingClientRect();
      // A pixel is forgiven to rounding; what has no size is there for screen readers and the keyboard.
      if (width <= 1 || height <= 1 || (width >= 43.5 && height >= 43.5)) return [];
      return [`${Math.round(width)}x${Math.round(height)} ${target.outerHTML.slice(0, 140)}`];
    });
  });
}
