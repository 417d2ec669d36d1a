import { z } from 'zod';
import { categoryIdSchema, productIdSchema, stationIdSchema, type StationId } from '../values/ids.ts';
import type { Printer, Station } from './branch.ts';
import { type Category, type OrderType, orderTypeSchema, type Product } from './menu.ts';
import { unprintableIn } from './printable.ts';

/** Null: nobody cooks it, and that is meant. */
const target = { stationId: stationIdSchema.nullable() };

/**
 * Which station makes what. The most particular rule wins: item, then category, then order type, then area of the floor;
 * what no rule names goes to the fallback, so that nothing is ever sent to nobody by oversight.
 */
export const routingSchema = z.object({
  rules: z
    .array(
      z.discriminatedUnion('by', [
        z.object({ by: z.literal('item'), productId: productIdSchema, ...target }),
        z.object({ by: z.literal('category'), categoryId: categoryIdSchema, ...target }),
        z.object({ by: z.literal('orderType'), orderType: orderTypeSchema, ...target }),
        z.object({ by: z.literal('area'), area: z.string().min(1), ...target }),
      ]),
    )
    .max(2000),
  fallbackStationId: stationIdSchema,
});
export type Routing = z.infer<typeof routingSchema>;
export type RoutingRule = Routing['rules'][number];

/** What is ordered, and for where. */
export type Routed = Pick<Product, 'id' | 'categoryId' | 'stationId'>;
export type RoutePlace = { readonly orderType: OrderType; readonly area: string | null };

export type Route = {
  readonly stationId: StationId | null;
  /** `menu`: the item itself names its station, which counts like a rule for it. */
  readonly because: RoutingRule['by'] | 'menu' | 'fallback';
};

/** Where an item goes and why. A branch without routing does what its menu says; nobody cooks an item without a station. */
export function routeOf(product: Routed, place: RoutePlace, routing: Routing | undefined): Route {
  const rules = routing?.rules ?? [];
  const item = rules.find((rule) => rule.by === 'item' && rule.productId === product.id);
  if (item) return { stationId: item.stationId, because: 'item' };
  if (product.stationId !== null || !routing) return { stationId: product.stationId, because: 'menu' };
  const rule =
    rules.find((each) => each.by === 'category' && each.categoryId === product.categoryId) ??
    rules.find((each) => each.by === 'orderType' && each.orderType === place.orderType) ??
    rules.find((each) => each.by === 'area' && each.area === place.area);
  if (rule) return { stationId: rule.stationId, because: rule.by };
  return { stationId: routing.fallbackStationId, because: 'fallback' };
}

export type RoutingProblem =
  /** No rule and no station: nobody in the kitchen hears of it. */
  | { readonly code: 'nobodyTold'; readonly product: Product }
  /** It goes to a station that the branch does not have. */
  | { readonly code: 'noSuchStation'; readonly product: Product }
  /** Food goes there, and no paper comes out: only its screen shows it. */
  | { readonly code: 'noPrinter'; readonly station: Station }
  /** No printer can draw these characters of it: its tickets and receipts would be refused [P9]. */
  | { readonly code: 'unprintable'; readonly product: Product; readonly characters: string }
  /** A rule for something that is not there any more. */
  | { readonly code: 'deadRule'; readonly rule: RoutingRule };

/** What is wrong with where the menu goes, for any order type and area. */
export function lintRouting(branch: {
  readonly routing: Routing | undefined;
  readonly products: readonly Product[];
  readonly categories: readonly Pick<Category, 'id'>[];
  readonly stations: readonly Station[];
  readonly printers: readonly Pick<Printer, 'id'>[];
  readonly areas: readonly string[];
}): RoutingProblem[] {
  const { routing, products, categories, stations, printers, areas } = branch;
  const sold = products.filter((product) => product.active);
  const places = [null, ...areas].flatMap((area) =>
    orderTypeSchema.options.map((orderType): RoutePlace => ({ orderType, area })),
  );
  const used = new Set<StationId>();
  const problems: RoutingProblem[] = [];
  for (const product of sold) {
    const routes = places.map((place) => routeOf(product, place, routing));
    const targets = routes.flatMap(({ stationId }) => stationId ?? []);
    for (const stationId of targets) used.add(stationId);
    const choices = product.options.flatMap((group) => group.choices.map(({ name }) => name));
    const characters = unprintableIn([product.name, ...choices]).join(' ');
    if (characters !== '') problems.push({ code: 'unprintable', product, characters });
    if (routes.every(({ stationId, because }) => stationId === null && because === 'menu')) {
      problems.push({ code: 'nobodyTold', product });
    } else if (targets.some((id) => !stations.some((station) => station.id === id))) {
      problems.push({ code: 'noSuchStation', product });
    }
  }
  for (const station of stations) {
    const heard = printers.some((printer) => printer.id === station.printerId);
    if (used.has(station.id) && !heard) problems.push({ code: 'noPrinter', station });
  }
  for (const rule of routing?.rules ?? []) {
    const alive =
      rule.by === 'orderType' ||
      (rule.by === 'item' && sold.some((product) => product.id === rule.productId)) ||
      (rule.by === 'category' && categories.some((category) => category.id === rule.categoryId)) ||
      (rule.by === 'area' && areas.includes(rule.area));
    if (!alive) problems.push({ code: 'deadRule', rule });
  }
  return problems;
}
