import type { Result } from '@galley/shared/values/result.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { type OpenRefusal, openTill } from '../db/open-database.ts';
import { bridge } from '../host/bridge.ts';
import { unsealKey } from '../sync/sealed-key.ts';
import { holdBlackBox } from './hold.ts';
import type { BlackBox } from './open.ts';

/** Opens a till's database; what it has lost comes back from the black box before anybody sells. */
export async function openRecords(name: string): Promise<Result<GalleyDatabase, OpenRefusal>> {
  const life = new AbortController().signal; // as long as the page
  let db: GalleyDatabase | null = null;
  const attach = async (box: BlackBox | null) => {
    if (!box || !db) return;
    const restored = await box.attach(db, life);
    const shell = bridge();
    if (restored.kind === 'lost' && shell) await unsealKey(shell, db);
  };
  const box = await holdBlackBox((late) => void attach(late));
  let opened = await openTill(name);
  if (!opened.ok && opened.code === 'lost' && (await box?.knowsTill())) {
    opened = await openTill(name, { startEmpty: true });
  }
  if (!opened.ok) return opened;
  db = opened.value;
  await attach(box);
  return opened;
}
