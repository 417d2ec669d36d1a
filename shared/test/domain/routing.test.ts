import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderTypes, productSchema } from '../../src/domain/menu.ts';
import { lintRouting, routeOf, type RoutingRule, routingSchema } from '../../src/domain/routing.ts';
import { printerSchema, stationSchema } from '../../src/domain/branch.ts';
import { uuidFrom } from '../../src/values/ids.ts';

const station = (name: string, printer: string | null = 'printer') =>
  stationSchema.parse({ id: uuidFrom(name), name, printerId: printer === null ? null : uuidFrom(printer) });
const grill = station('grill');
const bar = station('bar');
const pass = station('pass');
const silent = station('silent', null);

const product = (name: string, category: string, stationId: string | null) =>
  productSchema.parse({
    id: uuidFrom(name), name, sku: null, barcode: null, categoryId: uuidFrom(category), price: 100, taxIds: [],
    stationId, options: [], glyph: null, stocked: false, active: true,
  }); // prettier-ignore
const lassi = product('Mango lassi', 'Drinks', null);
const tikka = product('Chicken tikka', 'Grill', grill.id);

const rules = {
  item: { by: 'item', productId: lassi.id, stationId: grill.id },
  category: { by: 'category', categoryId: lassi.categoryId, stationId: bar.id },
  orderType: { by: 'orderType', orderType: 'dineIn', stationId: pass.id },
  area: { by: 'area', area: 'Garden', stationId: silent.id },
} as const satisfies Record<string, RoutingRule>;
const routing = (...given: RoutingRule[]) =>
  routingSchema.parse({ rules: given, fallbackStationId: pass.id });
const garden = { orderType: 'dineIn', area: 'Garden' } as const;

test('[P8] the more particular rule wins: item, category, order type, area, and last the fallback', () => {
  const ranked = [rules.item, rules.category, rules.orderType, rules.area];
  for (let from = 0; from <= ranked.length; from += 1) {
    // In any order of the list.
    const route = routeOf(lassi, garden, routing(...ranked.slice(from).toReversed()));
    const winner = ranked[from];
    expect(route).toEqual(
      winner
        ? { stationId: winner.stationId, because: winner.by }
        : { stationId: pass.id, because: 'fallback' },
    );
  }
});

test('[P8] an item that names its own station needs no rule, and a rule for it is stronger', () => {
  expect(routeOf(tikka, garden, routing(rules.area))).toEqual({ stationId: grill.id, because: 'menu' });
  const own: RoutingRule = { by: 'item', productId: tikka.id, stationId: null };
  expect(routeOf(tikka, garden, routing(own))).toEqual({ stationId: null, because: 'item' });
});

test('[P8] a branch without routing does what its menu says', () => {
  expect(routeOf(lassi, garden, undefined)).toEqual({ stationId: null, because: 'menu' });
  expect(routeOf(tikka, garden, undefined)).toEqual({ stationId: grill.id, because: 'menu' });
});

test('[P8] with a fallback nothing goes to nobody unless a rule says so', () => {
  fc.assert(
    fc.property(
      fc.subarray(Object.values(rules)),
      fc.constantFrom(...orderTypes),
      fc.constantFrom('Garden', 'Hall', null),
      fc.constantFrom(lassi, tikka),
      (given, orderType, area, item) => {
        expect(routeOf(item, { orderType, area }, routing(...given)).stationId).not.toBeNull();
      },
    ),
  );
});

test('[P8] the menu is checked for what nobody hears of, stations that are not there, silent ones and dead rules', () => {
  const branch = {
    products: [lassi, tikka],
    categories: [{ id: lassi.categoryId }, { id: tikka.categoryId }],
    stations: [grill, bar, pass, silent],
    printers: [printerSchema.shape.id.parse(uuidFrom('printer'))].map((id) => ({ id })),
    areas: ['Garden'],
  };
  const codes = (change: Partial<Parameters<typeof lintRouting>[0]>) =>
    lintRouting({ routing: undefined, ...branch, ...change }).map((problem) => problem.code);
  expect(codes({})).toEqual(['nobodyTold']);
  expect(codes({ routing: routing() })).toEqual([]);
  const sushi = { ...tikka, name: 'Sushi 寿司' };
  expect(lintRouting({ ...branch, products: [sushi], routing: routing() })).toEqual([
    { code: 'unprintable', product: sushi, characters: '寿 司' },
  ]);
  expect(codes({ routing: routing(rules.area) })).toEqual(['noPrinter']);
  expect(codes({ routing: routing(rules.area), areas: [] })).toEqual(['deadRule']);
  expect(codes({ routing: routing(rules.category), stations: [grill, pass] })).toEqual(['noSuchStation']);
  // Nobody cooks a bottle, and the rule says so.
  expect(codes({ routing: routing({ ...rules.category, stationId: null }) })).toEqual([]);
});
