// npm run test:electron: starts the real Electron on a real page and looks at what only it can show. Where there is no
// Electron program (or nobody but root to run it) it names what it skips and ends well.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronArguments, findElectron } from './electron-binary.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const program = findElectron();
const checks = [
  'the window opens and its page starts',
  'what was opened is remembered',
  'an older build is refused',
];

if (program === null || !existsSync(join(root, 'dist-electron/main.js'))) {
  const why =
    program === null ? 'there is no Electron program here' : 'the shell is not built (npm run build)';
  for (const check of checks) console.log(`Skipped: ${check} (${why})`);
  console.log(`0 passed, 0 failed, ${checks.length} skipped`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'galley-electron-'));
/** @type {string[]} */
const asked = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.writeHead(503, { 'access-control-allow-origin': 'app://galley' }).end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = server.address();
const port = typeof address === 'object' && address ? address.port : 0;
const data = join(folder, 'profile');
let failed = 0;

/** A code in the page's address makes the till ask the server at once, which is how we see that it runs. */
const start = () =>
  spawn(
    program,
    electronArguments({ serverUrl: `http://127.0.0.1:${port}`, hash: 'enrol=ABCD-2345', data }),
    { stdio: 'inherit' },
  );
/** @param {() => boolean} isTrue */
async function until(isTrue) {
  for (let tries = 0; tries < 300 && !isTrue(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return isTrue();
}
/** @param {string} name @param {boolean} right */
function check(name, right) {
  console.log(`${right ? 'Passed' : 'Failed'}: ${name}`);
  if (!right) failed += 1;
}

const first = start();
check(checks[0] ?? '', await until(() => asked.some((url) => url.startsWith('/sync/enrol'))));
first.kill('SIGTERM');
await new Promise((resolve) => first.once('exit', resolve));
const versions = `${data} versions.json`;
check(checks[1] ?? '', existsSync(versions) && JSON.parse(readFileSync(versions, 'utf8')).chromium > 100);
server.close();
rmSync(folder, { recursive: true, force: true });
console.log(`${2 - failed} passed, ${failed} failed, 1 skipped`);
console.log(
  `Skipped: ${checks[2]} (its dialog waits for a person; main/downgrade-guard.test.ts shows the rule)`,
);
process.exit(failed === 0 ? 0 : 1);
