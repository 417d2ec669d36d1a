import type { Change } from '@galley/shared/wire/changes.ts';
import { isLasting } from '@galley/shared/wire/lasting.ts';
import type { Bucket, Told } from '../db/rows.ts';

/** Whether every reader needs this row, whatever its age. */
export function lasts(bucket: Bucket, row: Told): boolean {
  return isLasting({ entity: bucket, data: row } as unknown as Change); // a bucket's rows hold its entity's state
}
