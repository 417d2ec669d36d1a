import { type FeedChange, feedChangeSchema } from '@galley/shared/wire/changes.ts';
import { z } from 'zod';
import type { GalleyDatabase } from '../db/database.ts';
import type { DamagedRow } from '../db/rows.ts';
import { pepperPins } from './pepper-pins.ts';

const headSchema = z.object({ entity: z.string(), id: z.string() });

export type ReadChange = { readonly entity: string; readonly id: string } & (
  | { readonly ok: true; readonly change: FeedChange }
  | { readonly ok: false; readonly damaged: DamagedRow }
);

/** A change of the feed, or, if this version of the till cannot read it, the row that keeps it for a person to see. */
export function readChange(json: unknown): ReadChange {
  const change = feedChangeSchema.safeParse(json);
  if (change.success)
    return { ok: true, entity: change.data.entity, id: change.data.id, change: change.data };
  const head = headSchema.safeParse(json);
  const { entity, id } = head.success ? head.data : { entity: 'unknown', id: 'unknown' };
  return {
    ok: false,
    entity,
    id,
    damaged: {
      id: `feed:${entity}:${id}`,
      table: 'feed',
      key: `${entity}:${id}`,
      // A person's verifier is not needed to see what is wrong, and would lie here without the device's key.
      raw: JSON.stringify(json, (key, value: unknown) =>
        entity === 'staff' && key === 'pin' ? null : value,
      ),
      cause: z.prettifyError(change.error),
    },
  };
}

/** All that can be read, as this device may keep it, and what has to be kept of the rest. */
export async function readChanges(
  db: GalleyDatabase,
  page: readonly unknown[],
): Promise<{ readonly changes: readonly FeedChange[]; readonly damaged: DamagedRow[] }> {
  const read = page.map(readChange);
  return {
    changes: await pepperPins(
      db,
      read.flatMap((each): FeedChange[] => (each.ok ? [each.change] : [])),
    ),
    damaged: read.flatMap((each) => (each.ok ? [] : [each.damaged])),
  };
}
