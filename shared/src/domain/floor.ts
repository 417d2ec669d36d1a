import { z } from 'zod';
import { tableIdSchema } from '../values/ids.ts';

/** How many cells an area of the floor plan is wide and high. */
export const floorGrid = { columns: 12, rows: 8 } as const;

/** A table and where it stands: cells of its area's grid, from the upper left. */
export const tableSchema = z.object({
  id: tableIdSchema,
  /** What staff call it and the kitchen reads; an order names its table by it, so it is unique in the branch. */
  name: z.string().trim().min(1).max(24),
  area: z.string().trim().min(1).max(40),
  /** Its place in lists; an area comes where its first table does. */
  position: z.int().min(0),
  seats: z.int().min(1).max(99),
  shape: z.enum(['square', 'round']),
  x: z
    .int()
    .min(0)
    .max(floorGrid.columns - 1),
  y: z
    .int()
    .min(0)
    .max(floorGrid.rows - 1),
  width: z.int().min(1).max(floorGrid.columns),
  height: z.int().min(1).max(floorGrid.rows),
  /** False: not used at the moment, and not shown. */
  active: z.boolean(),
});
export type Table = z.infer<typeof tableSchema>;

/** The areas of a floor with their tables, both in the order of the tables' positions. */
export function areasOf(tables: readonly Table[]): ReadonlyMap<string, readonly Table[]> {
  const areas = new Map<string, Table[]>();
  const shown = tables.filter((table) => table.active);
  for (const table of shown.toSorted((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1))) {
    areas.set(table.area, [...(areas.get(table.area) ?? []), table]);
  }
  return areas;
}
