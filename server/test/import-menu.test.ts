import { expect, test } from 'vitest';
import type { Branch } from '@galley/shared/domain/branch.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { importMenu } from '../src/menu/import-menu.ts';
import { parseGroups } from '../src/menu/option-text.ts';
import { readProduct } from '../src/menu/read-product.ts';
import { readEntity } from '../src/sync/read-entity.ts';
import { startWorld } from './world.ts';

test('a menu is imported once, changed by importing again, and wrong rows are reported with line and cause', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const branch: Branch = await readEntity(world.db.pool, world.branchId, 'branch', world.branchId);
  const menu =
    'menu_item_id,item_name,category,price,station\n1,Tea,Hot drinks,"1,250.50",bar\n2,"Cake, plum",Cakes,80,\n';
  expect(await importMenu(world.db, branch, menu)).toEqual({
    items: 2,
    categories: 2,
    added: 2,
    changed: 2,
    problems: [],
  });
  expect(await importMenu(world.db, branch, menu)).toMatchObject({ added: 0, changed: 0 });
  expect(await importMenu(world.db, branch, menu.replace('80', '90'))).toMatchObject({ changed: 1 });
  const wrong =
    'sku,name,category,price,station\n1,Tea,Drinks,1.234,\n2,,Drinks,2,\n3,Pie,Cakes,-5,\n4,Bun,Cakes,5,Roof\n5,Jam,Cakes,5,\n5,Jam,Cakes,6,\n6\n';
  const report = await importMenu(world.db, branch, wrong);
  expect(report.items).toBe(1);
  expect(report.problems.map(({ line, message }) => `line ${line}: ${message}`)).toEqual([
    'line 2: price "1.234" is not an amount in BDT; write it like 12.99',
    'line 3: has no name',
    'line 4: price "-5" is below zero',
    'line 5: the branch has no station "Roof"',
    'line 7: sku 5 stands in the file twice; the first is taken',
    expect.stringMatching(/^line 8: has no column "name"/),
  ]);
});

const branch = { currency: 'BDT' } as Branch; // the rest says nothing of a row
const menu: Parameters<typeof readProduct>[0]['menu'] = {
  stations: [],
  taxes: [],
  products: [],
  categories: [],
};

test.each([
  ['noColumn', { price: undefined }],
  ['empty', { name: '' }],
  ['badPrice', { price: '1.234' }],
  ['badPrice', { prices: '80 some day' }],
  ['noStation', { station: 'Roof' }],
  ['noTax', { taxes: 'VAT' }],
  ['badOptions', { options: 'Heat: Hot' }],
  ['badSet', { set: 'Drink [2-1]: A = 0' }],
  ['noPart', { set: 'Drink [1-1]: A = 0' }],
  ['badUnit', { unit: 'dozen' }],
  ['badTare', { tare: 'light' }],
  ['badPhoto', { photo: 'tea.png' }],
] as const)('a row of a menu file is refused as %s: %j', (code, change) => {
  const cells = Object.entries({ name: 'Tea', category: 'Drinks', price: '40', ...change });
  const read = readProduct({
    id: newId(uuidv7),
    cells: new Map(cells.flatMap(([column, cell]) => (cell === undefined ? [] : [[column, cell] as const]))),
    before: null,
    category: { id: newId(uuidv7), name: 'Drinks', position: 1 },
    branch,
    menu,
    codes: new Map(),
  });
  expect(read).toMatchObject({ ok: false, code });
});

test.each([
  ['badGroup', 'Heat: Hot'],
  ['badGroup', 'Heat [2-1]: Hot = 10'],
  ['badChoice', 'Heat [1-1]: Hot = much'],
])('groups of a cell are refused as %s: %s', (code, cell) => {
  expect(parseGroups(cell, branch.currency)).toMatchObject({ ok: false, code });
});
