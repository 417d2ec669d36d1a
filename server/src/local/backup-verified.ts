import { instant } from '@galley/shared/values/time.ts';
import { openPool } from '../db/open.ts';
import { inTransaction } from '../db/transaction.ts';
import { noteVerifiedBackup } from '../sync/backup-verified.ts';
import { LocalServiceFault } from './fault.ts';
import { dataFolder } from './galley.ts';
import { findRunning } from './running.ts';

const usage = `Usage: npm run backup-verified -- <moment>

The moment when the backup began, as in 2026-11-21T03:00:00Z. Say it only of a backup that was restored and looked at:
tills may then forget what they sent before.`;

/** `npm run backup-verified`: on SYNC_DATABASE_URL, or on the Galley that runs on the data folder. */
async function main(): Promise<void> {
  const [moment, ...more] = process.argv.slice(2);
  const at = Date.parse(moment ?? '');
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(moment ?? '') || Number.isNaN(at) || more.length > 0) {
    throw new LocalServiceFault(usage);
  }
  if (at > Date.now()) throw new LocalServiceFault('That moment has not come yet: no backup can hold it.');
  const url = process.env['SYNC_DATABASE_URL'] ?? findRunning(dataFolder())?.addresses.SYNC_DATABASE_URL;
  if (url === undefined) {
    throw new LocalServiceFault('No Galley runs here. Start it first, or set SYNC_DATABASE_URL.');
  }
  const pool = openPool(url);
  try {
    const { logs, mutations } = await inTransaction(pool, (tx) => noteVerifiedBackup(tx, instant(at)));
    console.log(
      `Noted: a backup covers ${mutations} records in ${logs} logs of tills, up to ${instant(at)}.`,
    );
  } finally {
    await pool.end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof LocalServiceFault ? error.message : error);
  process.exit(1);
});
