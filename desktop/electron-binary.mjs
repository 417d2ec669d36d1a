// Finds Electron without asking for it: to require the package where its binary is missing starts a download.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/**
 * The path of Electron's program, or null where there is none. As root it is as good as none: Electron refuses to run
 * there without `--no-sandbox`, which this project never passes.
 * @param {{ package?: string, platform?: NodeJS.Platform, uid?: number | undefined }} [where]
 * @returns {string | null}
 */
export function findElectron(where = {}) {
  const { platform = process.platform, uid = process.getuid?.() } = where;
  if (platform === 'linux' && uid === 0) return null;
  const installed = where.package ?? packageFolder();
  if (installed === null) return null;
  const named = join(installed, 'path.txt');
  const program = existsSync(named) ? readFileSync(named, 'utf8').trim() : programOf(platform);
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(installed, 'dist'), program);
  return existsSync(path) ? path : null;
}

/**
 * What to start it with. `hash` is what follows `#` in the till's address (`enrol=ABCD-2345`); `data` is where this
 * device keeps what it stores, by default the place of the system.
 * @param {{ serverUrl: string, hash?: string, data?: string }} device
 * @returns {string[]}
 */
export function electronArguments({ serverUrl, hash, data }) {
  return [
    folder,
    `--server=${serverUrl}`,
    ...(hash ? [`--hash=${hash}`] : []),
    ...(data ? [`--data=${data}`] : []),
  ];
}

function packageFolder() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch (fault) {
    // Optional where nobody needs the shell, as on a server.
    if (fault instanceof Error && 'code' in fault && fault.code === 'MODULE_NOT_FOUND') return null;
    throw fault;
  }
}

/** @param {NodeJS.Platform} platform */
function programOf(platform) {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}
