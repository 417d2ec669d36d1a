import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { PoolClient } from 'pg';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Category, Product } from '@galley/shared/domain/menu.ts';
import { fieldWithCardNumber } from '@galley/shared/values/card-number.ts';
import { newId, uuidFrom } from '@galley/shared/values/ids.ts';
import type { ImportReport } from '@galley/shared/wire/menu.ts';
import type { SyncDatabase } from '../db/open.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Put, putEntitiesIn } from '../sync/put-entities.ts';
import { cellsOf, columnNames } from './columns.ts';
import { readMenu } from './read-menu.ts';
import { readProduct } from './read-product.ts';

type Row = { readonly line: number; readonly cells: ReadonlyMap<string, string> };

/**
 * Reads a menu from CSV with a header line into a branch. An item is known by its id or its sku: importing again changes
 * it, what the file has no column for stays as it is, and so does an item that the file does not have. A wrong row is
 * left out and reported, the others are imported. `by` is who made these versions.
 */
export async function importMenu(
  db: SyncDatabase,
  branch: Branch,
  csv: string,
  by = 'import-menu',
): Promise<ImportReport> {
  return inTransaction(db.pool, (tx) => importMenuIn(tx, branch, csv, { by, write: true }));
}

/** In a transaction of the caller's, of which it must be the last; without `write` it only looks. */
export async function importMenuIn(
  tx: PoolClient,
  branch: Branch,
  csv: string,
  { by, write }: { readonly by: string; readonly write: boolean },
): Promise<ImportReport> {
  const menu = await readMenu(tx, branch.id);
  const problems: { line: number; message: string }[] = [];
  const categories = new Map(menu.categories.map((category) => [category.name, category]));
  const rows = readRows(csv, problems);
  const products = new Map<Product['id'], Product>();
  // What the file itself adds may be a part of a set that stands above it.
  const bySku = new Map(
    menu.products.flatMap((product) => (product.sku === null ? [] : [[product.sku, product]])),
  );
  const ids = new Map(rows.map((row) => [row, idOf(row, branch, bySku)]));
  const codes = new Map(
    [...ids].flatMap(([{ cells }, id]) => (id && cells.get('sku') ? [[cells.get('sku') ?? '', id]] : [])),
  );
  for (const [row, id] of ids) {
    const sku = row.cells.get('sku') ?? '';
    const secret = fieldWithCardNumber(Object.fromEntries(row.cells));
    if (secret !== null)
      problems.push({ line: row.line, message: `${secret}: a card number is never written down here` });
    else if (id === null) problems.push({ line: row.line, message: 'has no sku (or menu_item_id)' });
    else if (products.has(id))
      problems.push({ line: row.line, message: `sku ${sku} stands in the file twice; the first is taken` });
    else {
      const name = row.cells.get('category') ?? '';
      const category = categories.get(name) ?? newCategory(branch, name, categories.size);
      const before = menu.products.find((product) => product.id === id) ?? null;
      const read = readProduct({ id, cells: row.cells, before, category, branch, menu, codes });
      if (!read.ok) problems.push({ line: row.line, message: read.message });
      else {
        if (row.cells.has('category')) categories.set(name, category);
        products.set(id, read.value);
      }
    }
  }
  const used = new Set([...products.values()].map(({ categoryId }) => categoryId));
  const puts: Put[] = [
    ...[...categories.values()]
      .filter((category) => used.has(category.id))
      .map((data): Put => ({ entity: 'category', id: data.id, data })),
    ...[...products.values()].map((data): Put => ({ entity: 'product', id: data.id, data })),
  ];
  const changes = await putEntitiesIn(tx, branch.id, puts, { by, write });
  const added = changes.filter(({ entity, revision }) => entity === 'product' && revision === 1).length;
  return {
    items: products.size,
    categories: used.size,
    added,
    changed: changes.length - added,
    problems: problems.toSorted((a, b) => a.line - b.line),
  };
}

function idOf({ cells }: Row, branch: Branch, bySku: ReadonlyMap<string, Product>): Product['id'] | null {
  const id = z.uuid().safeParse(cells.get('galley_id'));
  if (id.success) return newId(() => id.data);
  const sku = cells.get('sku') ?? '';
  return sku === '' ? null : (bySku.get(sku)?.id ?? newId(() => uuidFrom(`${branch.id} product ${sku}`)));
}

function newCategory(branch: Branch, name: string, position: number): Category {
  return { id: newId(() => uuidFrom(`${branch.id} category ${name}`)), name, position };
}

function readRows(csv: string, problems: { line: number; message: string }[]): Row[] {
  let records: unknown;
  try {
    records = parse(csv, {
      bom: true,
      columns: (header: string[]) => header.map(columnNames),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (cause) {
    problems.push({
      line: 1,
      message: `is no CSV: ${cause instanceof Error ? cause.message : 'unreadable'}`,
    });
    return [];
  }
  const numbered = z
    .array(z.object({ info: z.object({ lines: z.int() }), record: z.record(z.string(), z.string()) }))
    .parse(records);
  return numbered.map(({ info, record }) => ({ line: info.lines, cells: cellsOf(record) }));
}
