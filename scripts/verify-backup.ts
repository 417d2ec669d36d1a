// npm run verify-backup -- <file>: says whether a backup of a till is whole and unchanged, and what is in it.
import { readFile } from 'node:fs/promises';
import { readBackup } from '@galley/desktop/renderer/black-box/read-backup.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: npm run verify-backup -- <file>');
  process.exit(2);
}
const backup = readBackup(await readFile(file, 'utf8'));
if (!backup.ok) {
  console.error(backup.message);
  process.exit(1);
}
const { place, entries, madeAt } = backup.value;
const kinds = new Map<string, number>();
for (const { name } of entries) kinds.set(name, (kinds.get(name) ?? 0) + 1);
console.log(
  `Backup of ${place.identity.till.name} (${place.identity.till.code}), made ${madeAt}: whole and unchanged.`,
);
for (const [name, count] of kinds) console.log(`  ${String(count).padStart(6)} ${name}`);
