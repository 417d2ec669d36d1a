import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Category, Product } from '@galley/shared/domain/menu.ts';
import { newId, uuidFrom } from '@galley/shared/values/ids.ts';
import { parseMoney } from '@galley/shared/values/money.ts';
import type { SyncDatabase } from '../db/open.ts';
import { type Put, putEntities } from './put-entities.ts';

export type ImportReport = {
  readonly items: number;
  readonly categories: number;
  /** How many records the import changed: 0 when all was so already. */
  readonly changed: number;
  /** Rows that were left out, with their line and what is wrong with them. */
  readonly problems: readonly string[];
};

/** Names that menus in the wild give to our columns. */
const columnNames: Readonly<Record<string, keyof MenuRow>> = {
  sku: 'sku', menu_item_id: 'sku', item_id: 'sku', id: 'sku', code: 'sku',
  name: 'name', item_name: 'name', item: 'name',
  category: 'category', price: 'price', barcode: 'barcode', station: 'station',
}; // prettier-ignore

const menuRowSchema = z.object({
  sku: z.string().trim().min(1, 'has no sku (or menu_item_id)'),
  name: z.string().trim().min(1, 'has no name'),
  category: z.string().trim().min(1, 'has no category'),
  price: z.string().trim().min(1, 'has no price'),
  barcode: z.string().trim().optional(),
  station: z.string().trim().optional(),
});
type MenuRow = z.infer<typeof menuRowSchema>;

/**
 * Reads a menu from CSV with a header line into a branch. An item is known by its sku: importing again changes it, and
 * one that the file no longer has stays. A wrong row is left out and reported, the others are imported.
 */
export async function importMenu(db: SyncDatabase, branch: Branch, csv: string): Promise<ImportReport> {
  const problems: string[] = [];
  const stations = await readStations(db, branch);
  const categories = new Map<string, Category>();
  const products = new Map<string, Product>();
  for (const { line, row } of readRows(csv, problems)) {
    const price = parseMoney(row.price, branch.currency);
    const station = row.station ? stations.get(row.station.toLowerCase()) : null;
    if (!price.ok) problems.push(`line ${line}: price ${price.message}`);
    else if (price.value < 0) problems.push(`line ${line}: price "${row.price}" is below zero`);
    else if (products.has(row.sku))
      problems.push(`line ${line}: sku ${row.sku} stands in the file twice; the first is taken`);
    else if (station === undefined) problems.push(`line ${line}: the branch has no station "${row.station}"`);
    else {
      const category = categories.get(row.category) ?? {
        id: newId<Category['id']>(() => uuidFrom(`${branch.id} category ${row.category}`)),
        name: row.category,
        position: categories.size,
      };
      categories.set(row.category, category);
      products.set(row.sku, {
        id: newId(() => uuidFrom(`${branch.id} product ${row.sku}`)),
        name: row.name,
        sku: row.sku,
        barcode: row.barcode || null,
        categoryId: category.id,
        price: price.value,
        taxIds: [],
        stationId: station,
        options: [],
        glyph: null,
        stocked: false,
        active: true,
      });
    }
  }
  const changed = await putEntities(db.pool, branch.id, [
    ...[...categories.values()].map((data): Put => ({ entity: 'category', id: data.id, data })),
    ...[...products.values()].map((data): Put => ({ entity: 'product', id: data.id, data })),
  ]);
  return { items: products.size, categories: categories.size, changed, problems };
}

function readRows(csv: string, problems: string[]): { line: number; row: MenuRow }[] {
  const records: unknown = parse(csv, {
    bom: true,
    columns: (header: string[]) => header.map((name) => columnNames[name.trim().toLowerCase()] ?? name),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const numbered = z
    .array(z.object({ info: z.object({ lines: z.int() }), record: z.unknown() }))
    .parse(records);
  return numbered.flatMap(({ info, record }) => {
    const row = menuRowSchema.safeParse(record);
    if (row.success) return [{ line: info.lines, row: row.data }];
    const causes = row.error.issues.map((issue) => issueText(issue));
    problems.push(`line ${info.lines}: ${causes.join('; ')}`);
    return [];
  });
}

function issueText(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_type' ? `has no column "${issue.path.join('.')}"` : issue.message;
}

async function readStations(db: SyncDatabase, branch: Branch): Promise<Map<string, Product['stationId']>> {
  const { rows } = await db.pool.query<{ id: Product['stationId']; name: string }>(
    `select id, lower(data::json ->> 'name') as name from change
      where branch_id = $1 and entity = 'station' and data is not null`,
    [branch.id],
  );
  return new Map(rows.map((row) => [row.name, row.id]));
}
