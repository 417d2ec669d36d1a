import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { appOrigin } from '@galley/desktop/ipc.ts';
import { boot } from '@galley/desktop/main/boot.ts';
import { schemaVersion } from '@galley/desktop/schema-version.ts';
import { versionSchema } from '@galley/shared/values/version.ts';
import { createFakeElectron, type FakeElectron } from '../../../desktop/test/main/fake-electron.ts';
import { startPrintProcess } from './print-process.ts';

const desktop = fileURLToPath(new URL('../../../desktop', import.meta.url));

/** Chromium knows `app://` only inside Electron. Under this name it is secure, and every request is answered by the shell. */
export const standInOrigin = 'http://galley.localhost';

export type OpenShell = {
  readonly fake: FakeElectron;
  readonly faults: readonly unknown[];
  /** Opens the page of a window of the shell, the newest by default, as Electron would: with its preload script. */
  openWindow(context: BrowserContext, index?: number): Promise<Page>;
  quit(): Promise<void>;
};

/** The real main process with the real, built pages and preload script, everything but Electron itself. */
export async function openShell(options: {
  readonly serverUrl: string;
  readonly profile: string;
  readonly hash: string;
}): Promise<OpenShell> {
  const faults: unknown[] = [];
  const fake = createFakeElectron({ fork: startPrintProcess });
  await boot(fake.electron, {
    ...options,
    page: 'till',
    app: join(desktop, 'dist'),
    preload: join(desktop, 'dist-electron/preload.cjs'),
    printProcess: join(desktop, 'dist-electron/print-process.js'),
    kiosk: true,
    platform: 'win32',
    versions: { app: versionSchema.parse('0.1.0'), schema: schemaVersion, chromium: 148 },
    report: (fault) => faults.push(fault),
  });
  return {
    fake,
    faults,
    async openWindow(context, index = fake.windows.length - 1) {
      const { preload = '', additionalArguments = [] } = fake.windows[index]?.webPreferences ?? {};
      // Chromium asks the shell what its pages may have; here it is told beforehand.
      const asked = ['local-network-access'].filter((name) => fake.mayHave(name, appOrigin));
      await context.grantPermissions(asked, { origin: standInOrigin });
      const page = await context.newPage();
      await page.route(`${standInOrigin}/**`, async (route) => {
        const { pathname } = new URL(route.request().url());
        const answer = await fake.fetch(appOrigin + pathname, route.request().method());
        await route.fulfill({
          status: answer.status,
          headers: Object.fromEntries(answer.headers),
          body: Buffer.from(await answer.arrayBuffer()),
        });
      });
      await page.exposeBinding('invokeShell', ({ frame }, channel: string, request: unknown) =>
        fake.invoke(
          channel,
          { url: frame.url().replace(standInOrigin, appOrigin), parent: frame.parentFrame() },
          request,
        ),
      );
      await page.addInitScript({ content: asPreload(await readFile(preload, 'utf8'), additionalArguments) });
      await page.goto((fake.addresses[index] ?? '').replace(appOrigin, standInOrigin));
      return page;
    },
    async quit() {
      const ended = new Promise<void>((resolve) => fake.app.once('exited', resolve));
      fake.app.emit('will-quit', { preventDefault: () => undefined });
      await ended;
    },
  };
}

/** The built preload script with as much of Electron around it as a sandboxed one has. */
function asPreload(code: string, additionalArguments: readonly string[]): string {
  return `{
    const require = (name) => {
      if (name !== 'electron') throw new Error('a sandboxed script cannot load ' + name);
      return {
        contextBridge: { exposeInMainWorld: (name, face) => (globalThis[name] = face) },
        ipcRenderer: { invoke: (channel, request) => globalThis.invokeShell(channel, request) },
      };
    };
    const process = { argv: ${JSON.stringify(additionalArguments)} };
    const module = { exports: {} };
    const exports = module.exports;
    ${code}
  }`;
}
