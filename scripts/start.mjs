// npm start: from a fresh clone to an open shop. The supervisor stops what it started; this only passes signals on.
import { prepare, runTypeScript } from './prepare.mjs';

try {
  await prepare();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await runTypeScript('server/src/local/start.ts', ...process.argv.slice(2));
