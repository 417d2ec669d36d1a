import type { Answer } from '../messaging/answer.ts';
import type { MessageOf } from './messages.ts';
import type { InventoryBooks } from './open-books.ts';

/** The menu has told of products and ingredients: what they are called, when they are low, what they are made of. */
export function setItems({ stock, recipes, late }: InventoryBooks, message: MessageOf<'setItems'>): Answer {
  const { id, branchId, data } = message;
  const theirs = late.get(id);
  if (theirs) return { event: 'stockRefused', data: { refusal: { code: 'itemChanged', theirs } }, flags: [] };
  const levels = data.items.flatMap((item) => {
    recipes.set(branchId, item);
    const level = stock.describe(branchId, item);
    return level ? [{ revision: level.revision, data: level.data }] : [];
  });
  return { event: 'itemsSet', data: { levels }, flags: [] };
}
