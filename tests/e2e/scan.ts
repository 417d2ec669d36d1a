import type { Page } from '@playwright/test';

/** As a scanner types: fast keys and Enter, ten codes a second. */
export async function scan(page: Page, code: string): Promise<void> {
  const next = new Promise((resolve) => setTimeout(resolve, 100));
  await page.evaluate((typed) => {
    // In the page, because a busy test machine takes longer for a key than a scanner for a code.
    for (const key of [...typed.split(''), 'Enter']) {
      const target = document.activeElement ?? document.body;
      const down = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      if (!target.dispatchEvent(down) || !(target instanceof HTMLInputElement) || key.length > 1) continue;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(
        target,
        target.value + key,
      );
      target.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, code);
  await next;
}
