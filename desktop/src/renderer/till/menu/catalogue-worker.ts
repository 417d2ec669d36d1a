import type { Product } from '@galley/shared/domain/menu.ts';
import { liveQuery } from 'dexie';
import { GalleyDatabase } from '../../db/database.ts';
import type { Answered, Asked } from './ask-catalogue.ts';
import { createCatalogue, inOrder } from './catalogue.ts';

/**
 * Reads the menu and searches it away from the page's thread, where 20,000 products would hold up a tap. It keeps the
 * last question of its page and answers it anew when the menu changes. Until all is read it answers a category from the
 * database by itself, so that the first tiles are there at once.
 */
const catalogue = createCatalogue();
let db: GalleyDatabase | null = null;
let whole = false;
const open = new Map<number, Asked>();

self.addEventListener('message', ({ data }: MessageEvent<Asked | { readonly forget: number }>) => {
  if ('forget' in data) return void open.delete(data.forget);
  open.set(data.id, data);
  if (!db) {
    db = new GalleyDatabase(data.database);
    const products = db.products;
    liveQuery(() => products.toArray()).subscribe({
      next(all) {
        catalogue.put(all);
        whole = true;
        for (const asked of open.values()) answer(asked, catalogue.find(asked.question));
      },
      // Thrown at the top, so that the page hears of it and starts anew.
      error: (fault: unknown) =>
        setTimeout(() => {
          throw fault;
        }),
    });
  }
  if (whole) answer(data, catalogue.find(data.question));
  else void answerEarly(db, data);
});

async function answerEarly(from: GalleyDatabase, asked: Asked): Promise<void> {
  if (asked.question.kind !== 'category') return;
  const products = await from.products.where('categoryId').equals(asked.question.categoryId).toArray();
  if (!whole && open.has(asked.id)) answer(asked, products.sort(inOrder));
}

function answer({ id, limit }: Asked, products: readonly Product[]): void {
  const answered: Answered = { id, total: products.length, products: products.slice(0, limit) };
  self.postMessage(answered);
}
