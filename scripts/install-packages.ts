// Installs programs from Debian's packages where that is possible, and prints those that are still missing.
import { ensureDebianPackages } from '../server/src/local/install-debian.ts';

const missing = ensureDebianPackages(['chromium', 'nats-server'], (line) => console.error(line));
console.log(JSON.stringify(missing));
