import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A database a service; each has its own schema, client and migrations. */
export const databaseNames = ['sync', 'sales', 'inventory', 'payments', 'notifications'];

/** True in the file that Node was asked to run. @param {string} url */
export function isMain(url) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
}
