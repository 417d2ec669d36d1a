// node desktop/open-till.mjs --server URL [--hash enrol=CODE] [--data FOLDER]: opens the till in Electron and lives as
// long as its window. Where there is no Electron program it says so and ends with code 3; nothing is downloaded.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { electronArguments, findElectron } from './electron-binary.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({ options: { server: text, hash: text, data: text } });
const { server, hash, data } = values;
const program = findElectron();

if (program === null || server === undefined) {
  console.error(program === null ? 'There is no Electron program here.' : 'Say which server: --server URL');
  process.exitCode = 3;
} else {
  const device = {
    serverUrl: server,
    ...(hash !== undefined && { hash }),
    ...(data !== undefined && { data }),
  };
  const child = spawn(program, electronArguments(device), { stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('spawn', () => process.send?.('opened'));
  child.once('exit', (code) => process.exit(code ?? 0));
}
