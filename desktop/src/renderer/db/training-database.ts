import { noHash } from '@galley/shared/values/hash.ts';
import { Dexie } from 'dexie';
import { GalleyDatabase, readMeta, writeMeta } from './database.ts';
import type { Training } from './rows.ts';

/** Starts every number of practice; the code of a real till is given by the server and is never this one. */
const trainingCode = 'TRN';

/** The database of one time of practice, which nothing but this till ever reads. */
export function trainingDatabase(real: GalleyDatabase, training: Training): GalleyDatabase {
  return new GalleyDatabase(`${prefixOf(real)}${training.id}`, training);
}

/** What this till sells from now: the real records, or those of a practice that is under way. */
export async function openShown(real: GalleyDatabase): Promise<GalleyDatabase> {
  const training = await readMeta(real, 'training');
  if (!training) return real;
  const db = trainingDatabase(real, training);
  if (await readMeta(db, 'identity')) return db;
  // Its storage was cleared. Nothing that counts was in it.
  await real.meta.delete('training');
  return real;
}

/** Makes a branch to practise in: the menu, the people and the printers of the real one, and nothing that was sold. */
export async function makeTrainingDatabase(real: GalleyDatabase, training: Training): Promise<void> {
  await forgetTraining(real);
  const [identity, signedIn, lastSync, pinKey] = await Promise.all([
    readMeta(real, 'identity'),
    readMeta(real, 'signedIn'),
    readMeta(real, 'lastSync'),
    readMeta(real, 'pinKey'),
  ]);
  if (!identity) return;
  const db = trainingDatabase(real, training);
  const till = { ...identity.till, code: trainingCode };
  for (const name of copied) await db.table(name).bulkPut(await real.table(name).toArray());
  await db.tills.update(till.id, { code: trainingCode });
  await writeMeta(db, 'identity', { ...identity, till });
  await writeMeta(db, 'counters', {
    mutation: 0, mutationHash: noHash, receipt: 0, receiptHash: noHash, order: 0, lastAt: 0,
  }); // prettier-ignore
  await writeMeta(db, 'signedIn', signedIn ?? null);
  if (pinKey) await writeMeta(db, 'pinKey', pinKey);
  if (lastSync) await writeMeta(db, 'lastSync', lastSync);
  // Through the real one's token, because it is the same device.
  const agent = await readMeta(real, 'agent');
  if (agent) await writeMeta(db, 'agent', agent);
  db.close();
}

const copied = [
  'branches', 'tills', 'stations', 'printers', 'staff', 'rights', 'categories', 'taxes', 'floorTables', 'products',
  'stock', 'availability',
]; // prettier-ignore

/** What was practised before is of no use to anybody. */
export async function forgetTraining(real: GalleyDatabase): Promise<void> {
  const names = await Dexie.getDatabaseNames();
  for (const name of names.filter((each) => each.startsWith(prefixOf(real)))) await Dexie.delete(name);
}

function prefixOf(real: GalleyDatabase): string {
  return `${real.name} training `;
}
