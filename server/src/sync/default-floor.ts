import type { Table } from '@galley/shared/domain/floor.ts';
import { type BranchId, newId, type TableId, uuidFrom } from '@galley/shared/values/ids.ts';
import type { Put } from './put-entities.ts';

type Spot = Pick<Table, 'area' | 'seats' | 'shape' | 'x' | 'y' | 'width' | 'height'>;

/** A hall of twelve tables and a terrace of six: what a new branch begins with, to be changed in the office. */
export function defaultFloor(branchId: BranchId): Put[] {
  return spots().map((spot, position) => {
    const name = String(position + 1);
    const id = newId<TableId>(() => uuidFrom(`table ${name} of ${branchId}`));
    return { entity: 'table', id, data: { id, name, position, active: true, ...spot } };
  });
}

function spots(): Spot[] {
  const rows: readonly (readonly [seats: number, shape: Table['shape'], width: number])[] = [
    [2, 'round', 2],
    [4, 'square', 2],
    [6, 'square', 3],
  ];
  const hall = rows.flatMap(([seats, shape, width], row) =>
    [0, 1, 2, 3].map((column): Spot => {
      return { area: 'Hall', seats, shape, x: column * 3, y: row * 3, width, height: 2 };
    }),
  );
  const terrace = [0, 1].flatMap((row) =>
    [0, 1, 2].map((column): Spot => {
      return { area: 'Terrace', seats: 4, shape: 'round', x: column * 4, y: row * 4, width: 3, height: 3 };
    }),
  );
  return [...hall, ...terrace];
}
