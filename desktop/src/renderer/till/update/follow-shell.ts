import { mayUpdate } from '@galley/shared/domain/update-gate.ts';
import { refuse } from '@galley/shared/values/result.ts';
import type { Bridge } from '../../../ipc.ts';
import { boxHoldsAll } from '../../black-box/holds-all.ts';
import { shellStore } from '../../black-box/shell-store.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../../db/database.ts';
import { bridge } from '../../host/bridge.ts';
import { readUpdateFacts } from './may-update.ts';

const firstLookMs = 20_000;
const lookMs = 30 * 60_000;

/** What the installed app does besides: says how well its secrets are kept, and brings itself up to date through the gate. */
export function followShell(db: GalleyDatabase): void {
  const shell = bridge();
  if (!shell) return;
  void noteProtection(shell, db);
  setTimeout(() => void lookForUpdate(shell, db), firstLookMs);
  setInterval(() => void lookForUpdate(shell, db), lookMs);
}

/** Whatever the key's file says: how this system would keep it is known. */
export async function noteProtection(shell: Pick<Bridge, 'readSecret'>, db: GalleyDatabase): Promise<void> {
  const answer = await shell.readSecret({ name: 'signingKey' });
  if (answer.ok) await writeMeta(db, 'secretStore', answer.value.protection);
}

type Updater = Pick<
  Bridge,
  'fetchUpdate' | 'installUpdate' | 'readBlackBox' | 'appendBlackBox' | 'replaceBlackBox'
>;

/** Fetches what is newer, and puts it in place when nothing is in the way and nobody stands at the till. */
export async function lookForUpdate(shell: Updater, db: GalleyDatabase): Promise<void> {
  const identity = await readMeta(db, 'identity');
  if (!identity) return;
  const fetched = await shell.fetchUpdate({ branchId: identity.branchId });
  if (!fetched.ok) return; // a line that is cut goes on the next time; what is not good is not offered to people
  const { version } = fetched.value;
  if (version === null) return db.meta.delete('update');
  const known = await readMeta(db, 'update');
  if (known?.version !== version) await writeMeta(db, 'update', { version, problem: null });
  const person = await readMeta(db, 'signedIn');
  if (person === null || person === undefined) await installUpdate(shell, db);
}

/** The copy of what waits is read again first. What comes of it, other than a new start, is kept for people to read. */
export async function installUpdate(shell: Updater, db: GalleyDatabase): Promise<void> {
  const known = await readUpdateFacts(db);
  const isCopied = await boxHoldsAll(db, shellStore(shell)).catch(() => false); // unread is as good as none
  const facts = { ...known, backupVerified: known.backupVerified && isCopied };
  const may = mayUpdate(facts);
  const done = may.ok ? await shell.installUpdate({ facts }) : may;
  const update = await readMeta(db, 'update');
  if (done.ok || !update) return;
  await writeMeta(db, 'update', { ...update, problem: refuse(done.code, done.message) });
}
