import { parseArgs } from 'node:util';
import { openPool } from '../db/open.ts';
import { rotateSigningKeys } from '../identity/signing-keys.ts';
import { LocalServiceFault } from './fault.ts';
import { dataFolder } from './galley.ts';
import { findRunning } from './running.ts';

/** `npm run rotate-keys`: another key signs tills' tokens from now on; `--leaked` makes those of the old ones void. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { leaked: { type: 'boolean', default: false } } });
  const url = process.env['SYNC_DATABASE_URL'] ?? findRunning(dataFolder())?.addresses.SYNC_DATABASE_URL;
  if (url === undefined) {
    throw new LocalServiceFault('No Galley runs here. Start it, or set SYNC_DATABASE_URL.');
  }
  const pool = openPool(url);
  await rotateSigningKeys(pool, values.leaked ? 'forget old' : 'honour old');
  await pool.end();
  console.log(
    values.leaked
      ? 'A new key signs. Within a minute the old ones are void; tills take new tokens by themselves.'
      : 'A new key signs. The old one is honoured until its tokens have ended.',
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof LocalServiceFault ? error.message : error);
  process.exit(1);
});
