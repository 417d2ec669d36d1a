import type { PoolClient } from 'pg';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { uuidFrom, uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { MenuCopy, MenuCopyReport } from '@galley/shared/wire/menu.ts';
import { type Put, putEntitiesIn } from '../sync/put-entities.ts';
import { askInventory } from '../sync/requests.ts';
import { type Column, columns } from './columns.ts';
import { copyRecipes, type Kitchens } from './copy-recipes.ts';
import { inOrder, menuToCsv } from './export-menu.ts';
import { importMenuIn } from './import-menu.ts';
import { readMenu } from './read-menu.ts';

const mostPrices = 200;
const ownPrices: readonly Column[] = ['price', 'prices', 'options'];

/**
 * Takes another branch's menu over, as its exported file would: stations and taxes are those of the same name here. What was
 * copied before is found again, so copying twice changes nothing. Recipes come with the dishes that have none here (`copy-recipes.ts`).
 */
export async function copyMenuIn(
  tx: PoolClient,
  { from, to, by, kitchens }: {
    readonly from: Branch;
    readonly to: Branch;
    readonly by: string;
    readonly kitchens: Kitchens;
  },
  { categories, keepPrices, write }: Omit<MenuCopy, 'from'>,
): Promise<MenuCopyReport> {
  const theirs = await readMenu(tx, from.id);
  const ours = await readMenu(tx, to.id);
  const homes = homesOf(theirs.products, ours.products, to);
  const wanted = inOrder(theirs).filter(
    (product) => categories === null || categories.includes(product.categoryId),
  );
  const known = new Map(ours.products.map((product) => [product.id, product]));
  const twin = (product: Product) => known.get(homes.get(product.id) ?? product.id);
  const [there, fresh] = [wanted.filter(twin), wanted.filter((product) => !twin(product))];
  const passes = keepPrices
    ? [{ products: fresh, shown: columns }, { products: there, shown: columns.filter((each) => !ownPrices.includes(each)) }]
    : [{ products: wanted, shown: columns }];
  const report = { added: 0, changed: 0, problems: [] as { name: string; message: string }[] };
  for (const { products, shown } of passes.filter((pass) => pass.products.length > 0)) {
    const csv = menuToCsv(theirs, from.currency, products, shown).replaceAll(uuid, (id) => homes.get(id) ?? id);
    const { added, changed, problems } = await importMenuIn(tx, to, csv, { by, write });
    report.added += added;
    report.changed += changed;
    // The first line names the columns.
    report.problems.push(...problems.map(({ line, message }) => ({ name: products[line - 2]?.name ?? '', message })));
  }
  const left = new Set(report.problems.map(({ name }) => name));
  const added = fresh.filter(({ name }) => !left.has(name));
  const recipes = await copyRecipesIn(tx, { theirs: wanted, homes, added, to, by, kitchens, write });
  report.problems.push(...recipes.problems);
  const prices = there.flatMap((product) => {
    const here = twin(product)?.price ?? product.price;
    return here === product.price ? [] : [{ name: product.name, here, there: product.price }];
  });
  return {
    ...report,
    recipes: recipes.count,
    categories: theirs.categories.map(({ id, name }) => {
      return { id, name, items: theirs.products.filter(({ categoryId }) => categoryId === id).length };
    }),
    prices: prices.slice(0, mostPrices),
  };
} // prettier-ignore

/** Of what is on the menu here by now; as long as nothing is written, that are also the dishes that would be copied. */
async function copyRecipesIn(
  tx: PoolClient,
  {
    theirs,
    homes,
    added,
    to,
    by,
    kitchens,
    write,
  }: {
    readonly theirs: readonly Product[];
    readonly homes: ReadonlyMap<string, Product['id']>;
    readonly added: readonly Product[];
    readonly to: Branch;
    readonly by: string;
    readonly kitchens: Kitchens;
    readonly write: boolean;
  },
) {
  const { products } = await readMenu(tx, to.id);
  const here = new Map(products.map((product) => [product.id, product]));
  const homeOf = (id: Product['id']) => homes.get(id) ?? id;
  if (!write) for (const { recipe: _theirs, ...product } of added) here.set(homeOf(product.id), product);
  const dishes = theirs.flatMap((dish) => {
    const ours = here.get(homeOf(dish.id));
    return ours ? [{ theirs: dish, ours }] : [];
  });
  const onMenu = new Map([...homes].filter(([, home]) => here.has(home)));
  const copied = copyRecipes(to.id, dishes, onMenu, kitchens);
  if (write && copied.ingredients.length > 0) {
    const common = {
      revision: 1,
      kind: 'ingredient',
      stocked: true,
      active: true,
      since: instant(Date.now()),
      by,
    } as const;
    const items = copied.ingredients.map((ingredient) => ({ ...ingredient, ...common }));
    for (let start = 0; start < items.length; start += itemsAtOnce)
      await askInventory(tx, { id: uuidv7(), branchId: to.id, by }, 'setItems', {
        items: items.slice(start, start + itemsAtOnce),
      });
  }
  const puts = copied.products.map((data): Put => ({ entity: 'product', id: data.id, data }));
  if (write && puts.length > 0) await putEntitiesIn(tx, to.id, puts, { by });
  return { count: copied.products.length, problems: copied.problems };
}

const itemsAtOnce = 500;
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What each of their products is called here: the one of its sku or name, or a new one that follows from its id. */
function homesOf(
  theirs: readonly Product[],
  ours: readonly Product[],
  { id: branchId }: Branch,
): ReadonlyMap<string, Product['id']> {
  const ids = new Map(ours.map(({ id }) => [String(id), id]));
  const bySku = new Map(ours.flatMap(({ sku, id }) => (sku === null ? [] : [[sku, id] as const])));
  const byName = new Map(ours.map(({ name, id }) => [name.toLowerCase(), id]));
  return new Map(
    theirs.map(({ id, sku, name }) => {
      const copied = uuidFrom(`${branchId} copy of ${id}`);
      const home = (sku === null ? undefined : bySku.get(sku)) ?? ids.get(copied) ?? byName.get(name.toLowerCase());
      return [id, home ?? (copied as Product['id'])]; // a UUID is a valid id of any kind
    }),
  );
} // prettier-ignore
