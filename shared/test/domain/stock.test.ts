import fc from 'fast-check';
import { expect, test } from 'vitest';
import { move, saleMovements, type StockLevel, stockLevelSchema } from '../../src/domain/stock.ts';
import type { ProductId } from '../../src/values/ids.ts';
import { quantity } from '../../src/values/quantity.ts';
import { idOf } from '../making.ts';

const empty: StockLevel = { productId: idOf('rice'), onHand: quantity(0), shortage: quantity(0) };
const movement = fc.integer({ min: -50_000, max: 50_000 }).map(quantity);

test('[S16] on hand less shortage is the sum of all movements; neither is ever negative, nor both above zero', () => {
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 30 }), (movements) => {
      let level = empty;
      let total = 0;
      for (const by of movements) {
        level = move(level, by);
        total += by;
        expect(level.onHand - level.shortage).toBe(total);
        expect(stockLevelSchema.safeParse(level).success).toBe(true);
        expect(Math.min(level.onHand, level.shortage)).toBe(0);
      }
    }),
  );
});

test('[S16] movements that arrive in another order end in the same level', () => {
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 10 }), (movements) => {
      expect(movements.toReversed().reduce(move, empty)).toEqual(movements.reduce(move, empty));
    }),
  );
});

test.each([
  [0, 0, -2_000, 0, 2_000],
  [1_500, 0, -2_000, 0, 500],
  [0, 500, 300, 0, 200],
  [0, 500, 700, 200, 0],
  [0, 500, 500, 0, 0],
  [100, 0, 50, 150, 0],
])(
  '[S16] %d on hand and %d short, moved by %d: %d on hand and %d short',
  (onHand, shortage, by, has, lacks) => {
    const level = { ...empty, onHand: quantity(onHand), shortage: quantity(shortage) };
    const moved = move(level, quantity(by));
    expect(moved).toEqual({ ...empty, onHand: has, shortage: lacks });
    expect(Object.is(moved.shortage, -0)).toBe(false);
  },
);

test('[S16] a sale takes each product once, by all its lines together', () => {
  const [rice, naan] = [idOf<ProductId>('rice'), idOf<ProductId>('naan')];
  const lines = [
    { productId: rice, quantity: quantity(2_000) },
    { productId: naan, quantity: quantity(1_000) },
    { productId: rice, quantity: quantity(250) },
  ];
  expect([...saleMovements(lines)]).toEqual([
    [rice, -2_250],
    [naan, -1_000],
  ]);
});

test('[S16] a level below zero is not a level', () => {
  expect(stockLevelSchema.safeParse({ ...empty, onHand: -1 }).success).toBe(false);
  expect(stockLevelSchema.safeParse({ ...empty, shortage: -1 }).success).toBe(false);
});
