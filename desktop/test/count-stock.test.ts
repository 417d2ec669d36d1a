import { categoryIdSchema, newId, type ProductId, uuidv7 } from '@galley/shared/values/ids.ts';
import { pieces, quantity } from '@galley/shared/values/quantity.ts';
import { stockCountSchema } from '@galley/shared/domain/stock-documents.ts';
import { expect, test } from 'vitest';
import { countStock } from '../src/renderer/actions/count-stock.ts';
import { noteCount } from '../src/renderer/actions/note-count.ts';
import { readCountables, readScarce } from '../src/renderer/till/count/queries.ts';
import { countTyped, typeCount } from '../src/renderer/till/count/type-count.ts';
import { codeOf, cola, mains, outbox, rahim, sell, setup, value, window } from './world.ts';

const ingredient = { name: 'Beef', unit: 'kg' } as const;

async function withBeef() {
  const till = await setup();
  const beef = newId<ProductId>(() => uuidv7());
  const level = { onHand: quantity(1200), shortage: quantity(0), lowAt: quantity(2000) };
  await till.db.stock.add({ productId: beef, ...level, ingredient, revision: 1, version: 1 });
  return { till, beef };
}

test('[S2] [S16] what somebody found is kept with its moment, and what is sold before it is written down is taken off it', async () => {
  const { till, beef } = await withBeef();
  value(await noteCount(till, { productId: cola.id, counted: pieces(7) }));
  value(await noteCount(till, { productId: cola.id, add: pieces(1) }));
  const lookedAt = new Date(till.clock.ms).toISOString();
  till.clock.ms += 60_000;
  await sell(till, [cola, cola]);
  till.clock.ms += 60_000;
  value(await noteCount(till, { productId: beef, counted: quantity(1350) }));
  // A page that comes again, or another window, goes on where somebody was.
  const later = window(till);
  expect((await readCountables(later.db)).map(({ noted }) => noted?.counted)).toEqual([8000, 1350]);
  const count = value(await countStock(later, { staffId: rahim.id }));
  expect(count.lines).toContainEqual({ productId: cola.id, counted: 8000, at: lookedAt });
  expect(await till.db.stock.get(cola.id)).toMatchObject({ onHand: 6000, shortage: 0 });
  expect(await till.db.stock.get(beef)).toMatchObject({ onHand: 1350, lowAt: 2000, ingredient });
  const [row] = (await outbox(till)).slice(-1);
  const sent = JSON.parse(row?.body ?? '') as { type: string; data: unknown }; // written a moment ago
  expect([sent.type, stockCountSchema.parse(sent.data)]).toEqual(['countStock', count]);
  expect(codeOf(await countStock(till, { staffId: rahim.id }))).toBe('nothing');
});

test('[S16] nothing typed is not counted, none is none, and who was mistaken takes it back', async () => {
  const { till, beef } = await withBeef();
  value(await noteCount(till, { productId: cola.id, counted: pieces(0) }));
  value(await noteCount(till, { productId: beef, counted: quantity(5) }));
  value(await noteCount(till, { productId: beef, counted: null }));
  expect(value(await countStock(till, { staffId: rahim.id })).lines).toMatchObject([{ productId: cola.id, counted: 0 }]); // prettier-ignore
  const typed = (keys: readonly string[], unit: 'kg' | null) =>
    keys.reduce((text, key) => typeCount(text, key, unit), '');
  expect(countTyped(typed([], 'kg'))).toBeNull();
  expect(countTyped(typed(['1', '.', '2', '.', '5', '0', '9'], 'kg'))).toBe(1250);
  expect(countTyped(typed(['.', '5', 'Backspace'], 'kg'))).toBe(0);
  expect(countTyped(typed(['0', '1', '.', '2'], null))).toBe(12_000);
});

test('[S14] a count is for those who may: what was found stays until somebody who may has approved it', async () => {
  const { till } = await withBeef();
  await till.db.staff.update(rahim.id, { role: 'waiter' });
  value(await noteCount(till, { productId: cola.id, counted: pieces(7) }));
  expect(codeOf(await countStock(till, { staffId: rahim.id }))).toBe('notAllowed');
  expect(await till.db.counted.count()).toBe(1);
});

test('what lies on shelves stands by category with the ingredients at the end; what is made of others is not counted; the scarcest come first', async () => {
  const { till, beef } = await withBeef();
  const [firni, drinks] = [newId<ProductId>(() => uuidv7()), categoryIdSchema.parse(uuidv7())];
  const told = { revision: 1, version: 1 };
  await till.db.categories.add({ id: drinks, name: 'Drinks', position: 0, ...told });
  await till.db.products.add({ ...cola, id: firni, name: 'Firni', categoryId: drinks, ...told });
  await till.db.stock.add({ productId: firni, onHand: pieces(0), shortage: pieces(2), ...told });
  const names = (rows: Awaited<ReturnType<typeof readCountables>>) =>
    rows.map(({ name, group }) => [group, name]);
  expect(names(await readCountables(till.db))).toEqual([
    ['Drinks', 'Firni'],
    [mains.name, 'Cola'],
    [null, 'Beef'],
  ]);
  expect((await readScarce(till.db)).map(({ id }) => id)).toEqual([firni, beef]);
  await till.db.products.update(firni, { recipe: { lines: [{ productId: beef, quantity: quantity(10) }] } });
  expect((await readCountables(till.db)).map(({ name }) => name)).toEqual(['Cola', 'Beef']);
});
