import { expect, test } from 'vitest';
import { type Branch, type Printer, stationSchema, tillSchema } from '@galley/shared/domain/branch.ts';
import { type Product, taxSchema } from '@galley/shared/domain/menu.ts';
import { money } from '@galley/shared/values/money.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { branchHeader } from '@galley/shared/wire/accounts.ts';
import {
  type MenuCopy,
  menuCopyReportSchema,
  menuSavedSchema,
  type MenuSave,
  menuVersionsSchema,
} from '@galley/shared/wire/menu.ts';
import { stockPageSchema } from '@galley/shared/wire/stock-office.ts';
import { inOrganisation } from '../src/db/organisation.ts';
import { exportMenu } from '../src/menu/export-menu.ts';
import { importMenu, importMenuIn } from '../src/menu/import-menu.ts';
import { readMenu } from '../src/menu/read-menu.ts';
import { demoOffice } from '../src/local/demo.ts';
import { createBranch } from '../src/sync/create-branch.ts';
import { putEntities } from '../src/sync/put-entities.ts';
import { readEntity } from '../src/sync/read-entity.ts';
import { startWorld, type World } from './world.ts';

test('a price that the office changes reaches a till, and who made which version is kept', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const office = await signIn(world);
  const till = await world.enrol();
  const tea = await productNamed(world, 'Milk tea');
  const saved = await office.save({
    entity: 'product',
    id: tea.id,
    seen: 1,
    data: { ...tea, price: money(6_000) },
  });
  expect(saved).toEqual({ kind: 'saved', revision: 2 });
  await till.pull();
  const told = till.seen.findLast(({ entity, id }) => entity === 'product' && id === tea.id);
  expect(told).toMatchObject({ revision: 2, data: { price: 6_000 } });
  const versions = menuVersionsSchema.parse(
    await office.get(`/office/menu/versions?entity=product&id=${tea.id}`),
  );
  expect(versions.versions).toMatchObject([{ revision: 2, by: demoOffice.name, data: { price: 6_000 } }]);
});

test('of two who change the same, the second is shown what the first has made of it, and nothing is lost', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const office = await signIn(world);
  const tea = await productNamed(world, 'Milk tea');
  const change = (data: Product): MenuSave => ({ entity: 'product', id: tea.id, seen: 1, data });
  await office.save(change({ ...tea, price: money(6_000) }));
  expect(await office.save(change({ ...tea, name: 'Tea' }))).toMatchObject({
    kind: 'conflict',
    theirs: { revision: 2, by: demoOffice.name, data: { name: 'Milk tea', price: 6_000 } },
  });
  expect(await productNamed(world, 'Milk tea')).toMatchObject({ price: 6_000 });
});

test.each([
  ['a category that is gone', { categoryId: 'missing' }, 'category'],
  ['a barcode that another one has', { barcode: '8941100500019' }, 'Cola'],
  ['a set in a set', { combo: 'Lunch set' }, 'set'],
  ['a group that asks for more than there is', { options: 'short' }, 'more choices'],
] as const)('%s is refused in words', async (_what, wrong, words) => {
  await using world = await startWorld({ bus: 'direct' });
  const office = await signIn(world);
  const tea = await productNamed(world, 'Milk tea');
  const set = await productNamed(world, 'Lunch set');
  const heat = {
    name: 'Heat',
    min: 2,
    max: 2,
    choices: must(tea.options[0], 'it has sugar').choices.slice(0, 1),
  };
  const part = { name: 'Set', min: 1, max: 1, parts: [{ productId: set.id, price: money(0) }] };
  const data: Product = {
    ...tea,
    ...('categoryId' in wrong && {
      categoryId: (await import('@galley/shared/values/ids.ts')).newId(() => set.id),
    }),
    ...('barcode' in wrong && { barcode: wrong.barcode }),
    ...('combo' in wrong && { combo: [part] }),
    ...('options' in wrong && { options: [heat] }),
  };
  const saved = await office.save({ entity: 'product', id: tea.id, seen: 1, data });
  expect(saved).toMatchObject({ kind: 'refused', message: expect.stringContaining(words) });
});

test('what products still hang on is not taken off the menu', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const office = await signIn(world);
  const tea = await productNamed(world, 'Milk tea');
  const saved = await office.save({ entity: 'category', id: tea.categoryId, seen: 1, data: null });
  expect(saved).toMatchObject({ kind: 'refused', message: expect.stringContaining('Move them first') });
});

test('[P7] the office adds a printer, gives a station another one to fall back on and a till its receipts, and none is taken away that is used', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const office = await signIn(world);
  const till = await world.enrol();
  await till.pull();
  const told = <N extends 'station' | 'till' | 'printer'>(entity: N) =>
    must(
      till.seen.findLast((change) => change.entity === entity && change.data !== null),
      'it was told',
    );
  const id = newId<Printer['id']>(() => uuidv7());
  const bar: Printer = { id, name: 'Bar printer', address: 'tcp://192.168.1.60:9100', profile: 'epson-58' };
  const add = (data: Printer | null, seen = 0) => office.save({ entity: 'printer', id, seen, data });
  expect(await add(bar)).toEqual({ kind: 'saved', revision: 1 });
  const twin = newId<Printer['id']>(() => uuidv7());
  expect(
    await office.save({ entity: 'printer', id: twin, seen: 0, data: { ...bar, id: twin } }),
  ).toMatchObject({
    kind: 'refused',
    message: 'Bar printer has this address already.',
  });
  const station = told('station');
  const made = stationSchema.parse(station.data);
  const fallback = { entity: 'station', id: made.id, seen: station.revision } as const;
  expect(await office.save({ ...fallback, data: { ...made, backupPrinterIds: [twin] } })).toMatchObject({
    message: 'Its printer is not here any more. Choose another one.',
  });
  expect(await office.save({ ...fallback, data: { ...made, backupPrinterIds: [id] } })).toMatchObject({
    kind: 'saved',
  });
  const first = told('till');
  const counter = tillSchema.parse(first.data);
  const receipts = { entity: 'till', id: counter.id, seen: first.revision } as const;
  expect(await office.save({ ...receipts, data: { ...counter, receiptPrinterId: id } })).toMatchObject({
    kind: 'saved',
  });
  const again = { ...receipts, seen: first.revision + 1 };
  expect(await office.save({ ...again, data: { ...counter, code: 'X9' } })).toMatchObject({
    kind: 'refused',
  });
  expect(await office.save({ ...again, data: null })).toMatchObject({ kind: 'refused' });
  expect(await add(null, 1)).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('still hang on it'),
  });
  await till.pull();
  expect(told('till').data).toMatchObject({ receiptPrinterId: id });
  expect(told('station').data).toMatchObject({ backupPrinterIds: [id] });
});

test('an exported menu is read back to the same menu, options, sets, prices and all, and copied to another branch as it is, once', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const office = await signIn(world);
  const tea = await productNamed(world, 'Milk tea');
  const timed = { from: null, until: instant(Date.now()), days: [5, 6], start: '17:00', end: '19:00' };
  const name = 'Tea, "hot"; 1 = 1 | [new]';
  const options = tea.options.map((group) => ({ ...group, name: 'Sugar: how; much' }));
  const rezala = await productNamed(world, 'Mutton rezala');
  const lines = must(rezala.recipe, 'it is cooked').lines;
  const sweet = { choiceId: must(tea.options[0]?.choices[0], 'it has sugar').id, add: lines.slice(0, 1), without: [] };
  const recipe = { lines: lines.slice(1), options: [sweet] };
  const data = { ...tea, name, options, recipe, prices: [{ price: money(4_050), ...timed }] };
  expect(await office.save({ entity: 'product', id: tea.id, seen: 1, data })).toMatchObject({
    kind: 'saved',
  });
  const branch = await branchOf(world);
  const { pool } = world.db;
  const { before, csv, report, after } = await inOrganisation(pool, branch.organisationId, async (tx) => ({
    before: await readMenu(tx, branch.id),
    csv: await exportMenu(tx, branch),
    report: await importMenuIn(tx, branch, await exportMenu(tx, branch), { by: 'nusrat', write: true }),
    after: await readMenu(tx, branch.id),
  }));
  expect(report).toMatchObject({ items: before.products.length, added: 0, changed: 0, problems: [] });
  expect(after).toEqual(before);
  // And back from a change: every column is read.
  const changed = csv.replaceAll(',yes,', ',no,').replace('4050', '1').replace('40.50', '1');
  expect((await importMenu(world.db, branch, changed)).changed).toBeGreaterThan(0);
  expect(await importMenu(world.db, branch, csv)).toMatchObject({ problems: [] });
  expect(await inOrganisation(pool, branch.organisationId, (tx) => readMenu(tx, branch.id))).toEqual(before);

  const there: Branch = { ...branch, id: newId(uuidv7), name: 'Gulshan' };
  await createBranch(world.db, 'it is there', there);
  const own = <T extends { id: string }>(part: T) => ({ ...part, id: uuidv7() });
  await putEntities(pool, there.id, [
    ...before.taxes.map(own).map((data) => ({ entity: 'tax' as const, id: data.id, data: taxSchema.parse(data) })),
    ...before.stations.slice(1).map(own).map((data) => ({
      entity: 'station' as const,
      id: data.id,
      data: stationSchema.parse({ ...data, printerId: null, backupPrinterIds: undefined }),
    })),
  ]);
  const copy = async (changes: Partial<MenuCopy> = {}) =>
    menuCopyReportSchema.parse(
      await office.post('/office/menu/copy', { from: branch.id, categories: null, keepPrices: true, write: true, ...changes }, there.id),
    );
  const missing = before.products.filter(({ stationId }) => stationId === before.stations[0]?.id);
  const drinks = must(before.categories.find((category) => category.name === 'Drinks') ?? null, 'the demo has them');
  const looked = await copy({ categories: [drinks.id], write: false });
  expect(looked).toMatchObject({ added: before.products.filter(({ categoryId }) => categoryId === drinks.id).length, prices: [] });
  const cooked = before.products.filter((product) => product.recipe && !missing.includes(product));
  expect((await copy({ write: false })).recipes).toBe(cooked.length);
  const first = await copy();
  expect(first.recipes).toBe(cooked.length);
  expect(first.added).toBe(before.products.length - missing.length);
  expect(first.problems.map((problem) => problem.name).toSorted()).toEqual(missing.map((each) => each.name).toSorted());
  expect(await copy()).toMatchObject({ added: 0, changed: 0, recipes: 0 });
  const menuThere = () => inOrganisation(pool, branch.organisationId, (tx) => readMenu(tx, there.id));
  const cola = must((await menuThere()).products.find((product) => product.name === 'Cola 250 ml') ?? null, 'it was copied');
  const price = money(cola.price + 500);
  await putEntities(pool, there.id, [{ entity: 'product', id: cola.id, data: { ...cola, price } }]);
  expect(await copy({ keepPrices: false, write: false })).toMatchObject({
    changed: 1,
    prices: [{ name: cola.name, here: price, there: cola.price }],
  });
  expect(await copy()).toMatchObject({ added: 0, changed: 0 });
  await copy({ keepPrices: false });
  expect((await menuThere()).products.find(({ id }) => id === cola.id)?.price).toBe(cola.price);
  // Each branch cooks with ingredients of its own, called the same.
  const recipesAt = async (branchId: Branch['id'], products: readonly Product[]) => {
    const { items } = ingredientsSchema.parse(await office.get('/office/stock?filter=ingredients', branchId));
    const names = new Map(items.map(({ id, name: called }) => [String(id), called]));
    const read = (each: { productId: string; quantity: number }[]) => each.map(({ productId, quantity }) => [names.get(productId), quantity]);
    return products.flatMap((dish) =>
      dish.recipe ? [JSON.stringify([dish.name, read(dish.recipe.lines), dish.recipe.options?.map(({ choiceId, add }) =>
        [dish.options.flatMap(({ choices }) => choices).find(({ id }) => id === choiceId)?.name, read(add)])])] : []).toSorted();
  };
  const told = await recipesAt(branch.id, cooked);
  expect(told.join()).toContain('Onion');
  await expect.poll(async () => recipesAt(there.id, (await menuThere()).products)).toEqual(told);
  // Every dish that could be copied is the same but for its ids.
  const plain = ({ name: dish, price: costs, unit, options: groups, prices = [] }: Product) =>
    JSON.stringify([dish, costs, unit, groups.map((group) => [group.name, group.min, group.max, group.choices.map((each) => [each.name, each.price])]), prices]);
  expect((await menuThere()).products.map(plain).toSorted()).toEqual(
    before.products.filter((product) => !missing.includes(product)).map(plain).toSorted(),
  );
}); // prettier-ignore

test('an import that only looks changes nothing, and says of each wrong row where and what', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const branch = await branchOf(world);
  const csv = [
    'sku,name,category,price,taxes,options,set,unit,prices',
    'A,Soup,Soups,80,VAT,Size [1-1]: Small = 0 | *Large = 20,,,75 fri sat 17:00-19:00',
    'B,Stew,Soups,90,Levy,,,,',
    'C,Dal,Soups,90,,Size: Small,,,',
    'D,Menu,Soups,90,,,Main [1-1]: A = 0 | Z = 10,,',
    'E,Fish,Soups,90,,,,stone,',
    'F,Rice,Soups,90,,,,,80 someday',
    'G,Lunch,Soups,90,,,Main [1-1]: A = 0,,',
  ].join('\n');
  const look = (write: boolean) =>
    inOrganisation(world.db.pool, branch.organisationId, (tx) =>
      importMenuIn(tx, branch, csv, { by: 'nusrat', write }),
    );
  const report = await look(false);
  expect(report).toMatchObject({ items: 2, added: 2 });
  expect(report.problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '3: the branch has no tax "Levy"',
    '4: options: "Size: Small" is no group; write it like Heat [1-1]: Mild = 0 | Hot = 10',
    '5: set: nothing on the menu has the sku "Z"',
    '6: unit "stone" is not kg, l or m',
    '7: "80 someday" is no price; write it like 80 fri sat 17:00-19:00',
  ]);
  expect(await look(false)).toEqual(report);
  expect(await look(true)).toEqual(report);
  expect(await look(true)).toMatchObject({ added: 0, changed: 0 });
  const soup = await productNamed(world, 'Soup');
  expect((await productNamed(world, 'Lunch')).combo).toMatchObject([{ parts: [{ productId: soup.id }] }]);
});

const ingredientsSchema = stockPageSchema.transform(({ rows }) => ({ items: rows }));

async function signIn({ url }: World) {
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers: { cookie } });
  const signedIn = await post('/office/sign-in', demoOffice);
  const cookie = must(signedIn.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '';
  return {
    save: async (save: MenuSave) =>
      menuSavedSchema.parse(await (await post('/office/menu/save', save, cookie)).json()),
    /** About another branch than the first. */
    post: async (path: string, body: unknown, branchId: string): Promise<unknown> => {
      const headers = { cookie, [branchHeader]: branchId };
      return (await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers })).json();
    },
    get: async (path: string, branchId?: string): Promise<unknown> =>
      (
        await fetch(url + path, { headers: { cookie, ...(branchId && { [branchHeader]: branchId }) } })
      ).json(),
  };
}

function branchOf(world: World): Promise<Branch> {
  return readEntity(world.db.pool, world.branchId, 'branch', world.branchId);
}

async function productNamed(world: World, name: string): Promise<Product> {
  const branch = await branchOf(world);
  const menu = await inOrganisation(world.db.pool, branch.organisationId, (tx) => readMenu(tx, branch.id));
  return must(
    menu.products.find((product) => product.name === name),
    `the demo sells ${name}`,
  );
}
