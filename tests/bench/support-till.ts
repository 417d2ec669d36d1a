import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startProduct } from '../e2e/product.ts';
import { tillPage, type TillPage } from '../e2e/till-page.ts';

/** The built till in a real browser on a real disk, signed in, with a long past in its database. */
export async function withBusyTill(
  pastSales: number,
  measure: (till: TillPage) => Promise<void>,
): Promise<void> {
  const product = await startProduct();
  const profile = await mkdtemp(join(tmpdir(), 'galley-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
    viewport: { width: 1280, height: 800 },
  });
  try {
    // The loader that runs this file wraps functions in a call of its own, which a page does not know.
    await context.addInitScript('globalThis.__name = (wrapped) => wrapped');
    await context.addInitScript(watchCommits);
    const till = tillPage(await context.newPage());
    await till.begin(product);
    await till.tap('Chotpoti');
    await till.payExact();
    await till.expectAllSafe();
    await till.page.evaluate(copyPast, pastSales);
    await till.page.reload();
    await till.page.getByRole('navigation', { name: 'Categories' }).waitFor();
    await measure(till);
  } finally {
    await context.close();
    await product.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Milliseconds from a click to the frame that shows its result: what is under `region` has changed so that `selector`
 * is there, and the browser has drawn it.
 */
export function measureTap(page: Page, tap: string, selector: string): Promise<number> {
  return page.evaluate(
    ([tapped, wanted]) =>
      new Promise<number>((resolve, reject) => {
        const target = document.querySelector<HTMLElement>(tapped);
        if (!target) return reject(new Error(`nothing to tap at ${tapped}`));
        const start = performance.now();
        const observer = new MutationObserver(() => {
          if (!document.querySelector(wanted)) return;
          observer.disconnect();
          // The task after the next frame's callbacks runs when that frame has been drawn.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener('message', () => resolve(performance.now() - start), { once: true });
            port1.start();
            port2.postMessage(null);
          });
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        target.click();
      }),
    [tap, selector] as const,
  );
}

/** Runs in the page: copies the newest sale with its order and print job, as if they had been made in the past. */
async function copyPast(count: number): Promise<void> {
  type Row = Record<string, unknown>;
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
    });
  const db = await answer(indexedDB.open('galley-till'));
  const stores = ['sales', 'printJobs', 'orders'];
  const newest = async (store: string): Promise<Row> => {
    const rows = await answer<Row[]>(db.transaction(store).objectStore(store).getAll());
    return rows.at(-1) ?? {};
  };
  const [sale = {}, job = {}, order = {}] = await Promise.all(stores.map(newest));
  const chunk = 5000;
  for (let from = 0; from < count; from += chunk) {
    // Nothing is lost with a bench that is cut off: only what is measured has to wait for the disk.
    const write = db.transaction(stores, 'readwrite', { durability: 'relaxed' });
    for (let index = from; index < Math.min(from + chunk, count); index += 1) {
      const id = crypto.randomUUID();
      const paidAt = new Date(Date.now() - (count - index) * 60_000).toISOString();
      write.objectStore('sales').put({ ...sale, id, paidAt, receiptNumber: `P-${index + 1}`, orderId: id });
      write.objectStore('orders').put({ ...order, id, status: 'paid' });
      write
        .objectStore('printJobs')
        .put({ ...job, id: `receipt:${id}`, state: 'printed', createdAt: paidAt });
    }
    await new Promise<void>((resolve, reject) => {
      write.addEventListener('complete', () => resolve());
      write.addEventListener('error', () => reject(write.error ?? new Error('IndexedDB')));
    });
  }
  db.close();
}

/**
 * Runs in the page, before Dexie: notes how long after the last click the browser said that a sale's transaction is
 * complete.
 */
function watchCommits(): void {
  let clickedAt = 0;
  addEventListener('click', () => (clickedAt = performance.now()), { capture: true });
  const begin = Reflect.get(IDBDatabase.prototype, 'transaction');
  IDBDatabase.prototype.transaction = function transaction(...args) {
    const begun: IDBTransaction = Reflect.apply(begin, this, args);
    const stores = [...begun.objectStoreNames];
    if (begun.mode === 'readwrite' && stores.includes('sales') && stores.includes('outbox')) {
      if (begun.durability !== 'strict') throw new Error('a sale must be strictly durable');
      begun.addEventListener('complete', () => {
        document.body.dataset['committed'] = String(performance.now() - clickedAt);
      });
    }
    return begun;
  };
}

/** Runs in the page: how many papers no printer has taken yet. */
export async function countWaiting(): Promise<number> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('galley-till');
    request.addEventListener('success', () => resolve(request.result));
  });
  const count = await new Promise<number>((resolve) => {
    const request = db.transaction('printJobs').objectStore('printJobs').index('state').count('queued');
    request.addEventListener('success', () => resolve(request.result));
  });
  db.close();
  return count;
}
