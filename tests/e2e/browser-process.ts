import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';

/** A browser with a profile of its own, in a process group that can be killed like a power cut would. */
export type BrowserProcess = { readonly page: Page; kill(): Promise<void> };

const args = [
  '--headless=new', '--remote-debugging-port=0', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-prefers-reduced-motion',
]; // prettier-ignore

export async function launchBrowser(profile: string): Promise<BrowserProcess> {
  const portFile = join(profile, 'DevToolsActivePort');
  // A killed browser leaves its lock; the next one would give up if somebody else has that process number by now.
  for (const left of ['DevToolsActivePort', 'SingletonLock', 'SingletonCookie', 'SingletonSocket'])
    await rm(join(profile, left), { force: true });
  const child = spawn(
    process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    [...args, `--user-data-dir=${profile}`],
    {
      stdio: 'ignore',
      detached: true,
    },
  );
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await readPort(portFile)}`);
  const [context] = browser.contexts();
  if (!context) throw new Error('a browser over CDP has its own context');
  const page = await context.newPage();
  return { page, kill: () => kill(child, browser) };
}

async function readPort(file: string): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const [port] = text.split('\n');
    if (port) return port;
    await sleep(50);
  }
  throw new Error('Chromium did not say where it listens');
}

async function kill(child: ChildProcess, browser: Browser): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGKILL');
  await gone;
  await browser.close().catch(() => undefined); // it is gone already; this ends our side of the connection
}
