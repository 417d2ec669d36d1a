import type { BrowserContext } from '@playwright/test';

/**
 * Listens on every page of a context for what its content policy had to stop. Answers the list, which grows: at the end
 * of a test it is empty.
 */
export async function listenForViolations(context: BrowserContext): Promise<string[]> {
  const stopped: string[] = [];
  await context.exposeFunction('noteViolation', (what: string) => stopped.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { noteViolation } = globalThis as unknown as { noteViolation: (what: string) => void }; // exposed above
      noteViolation(`${location.pathname}: ${violatedDirective} ${blockedURI}`);
    });
  });
  return stopped;
}
