import type { IdSource } from '@galley/shared/values/ids.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import type { GalleyDatabase } from '../db/database.ts';

/** What every action works with: the till's database, its clock and its source of ids. */
export type Till = { readonly db: GalleyDatabase; readonly now: Clock; readonly ids: IdSource };
