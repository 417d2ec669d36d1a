import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { Dexie } from 'dexie';
import { checkRows } from './check-rows.ts';
import { schemaVersion } from '../../schema-version.ts';
import { GalleyDatabase } from './database.ts';

export type OpenRefusal = {
  readonly ok: false;
  readonly code: 'blocked' | 'newerVersion' | 'unreadable' | 'lost';
  readonly message: string;
};

/** Opens a till's database, or says why it cannot. It never makes an empty one in place of one that was there. */
export async function openTill(
  name: string,
  options: {
    /** A person has read that the old database is gone and begins anew. */
    readonly startEmpty?: boolean;
    /** Outside of the database, so that its loss is seen. */
    readonly marks?: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  } = {},
): Promise<Result<GalleyDatabase, OpenRefusal>> {
  const { startEmpty = false, marks = globalThis.localStorage } = options;
  const mark = `galley-database:${name}`;
  if (!startEmpty && marks?.getItem(mark) === 'made' && !(await Dexie.exists(name))) {
    return refuse(
      'lost',
      'The records of this till are gone from this device: its storage was cleared. What the server has is safe. Enrol the till again.',
    );
  }
  if ((await versionOf(name)) > schemaVersion) {
    return refuse(
      'newerVersion',
      'A newer version of Galley has written the records of this till. Update this one; nothing is lost.',
    );
  }
  const db = new GalleyDatabase(name);
  const opened = await open(db);
  if (!opened.ok) return opened;
  marks?.setItem(mark, 'made');
  // Without it a browser may throw the sales away when the disk gets full. It may say no; the till sells all the same.
  await globalThis.navigator?.storage?.persist();
  await checkRows(db);
  return ok(db);
}

/** Dexie would open a database of a newer version too, and change it. Without a schema it only looks. */
async function versionOf(name: string): Promise<number> {
  if (!(await Dexie.exists(name))) return 0;
  const probe = new Dexie(name);
  try {
    await probe.open();
    // Dexie adds missing parts under versions in between (1.1), which are still ours.
    return Math.floor(probe.verno);
  } catch {
    return 0; // whoever opens it next says why it cannot be opened
  } finally {
    probe.close();
  }
}

async function open(db: GalleyDatabase): Promise<Result<null, OpenRefusal>> {
  const blocked = new Promise<'blocked'>((resolve) => {
    db.on('blocked', () => resolve('blocked'));
  });
  try {
    if ((await Promise.race([db.open(), blocked])) === 'blocked') {
      db.close();
      return refuse(
        'blocked',
        'Galley is still open in another window with an older version. Close that window.',
      );
    }
    return ok(null);
  } catch (error) {
    db.close();
    const cause = error instanceof Error ? error.message : String(error);
    return refuse(
      'unreadable',
      `The records of this till cannot be opened (${cause}). Restart the device. Do not clear its storage: unsent sales are in it.`,
    );
  }
}
