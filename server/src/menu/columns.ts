/** The columns of a menu file, in the order in which they are exported. */
export const columns = [
  'sku', 'name', 'category', 'price', 'barcode', 'station', 'taxes', 'active', 'unit', 'tare', 'open_price', 'stocked',
  'glyph', 'options', 'set', 'prices', 'photo', 'galley_id',
] as const; // prettier-ignore
export type Column = (typeof columns)[number];

/** Names that menus in the wild give to our columns. */
const aliases: Readonly<Record<string, Column>> = {
  menu_item_id: 'sku', item_id: 'sku', id: 'sku', code: 'sku', item_name: 'name', item: 'name',
}; // prettier-ignore

export function columnNames(name: string): string {
  const plain = name.trim().toLowerCase().replaceAll(' ', '_');
  return aliases[plain] ?? plain;
}

/** What a row says, by column; a column that the file does not have is not in it. */
export function cellsOf(record: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(record).map(([name, cell]) => [name, cell.trim()]));
}
