// npm run dist [-- --linux --win --mac --dir]: builds pages and shell and makes installers with electron-builder. Says
// first what is there and what is missing; nothing is half made. `--dir` makes the folder without an installer around it.
// With GALLEY_ELECTRON_DIST=FOLDER the Electron in that folder is used instead of a download.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stageApp } from './stage-app.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const args = process.argv.slice(2);
const given = process.env['GALLEY_ELECTRON_DIST'];

if (!existsSync(join(root, 'dist/till.html'))) {
  console.error('The pages are not built. Run: npm run build');
  process.exit(1);
}
for (const line of report()) console.log(line);
if (args.includes('--check')) process.exit(0);

const shell = spawnSync(process.execPath, [join(root, 'build-electron.mjs')], { stdio: 'inherit' });
if (shell.status !== 0) process.exit(shell.status ?? 1);
const packages = stageApp(join(root, 'dist-app'));
console.log(`Staged desktop/dist-app with ${packages.length} packages.`);

const builder = join(root, '../node_modules/electron-builder/cli.js');
const config = join(root, 'electron-builder.config.mjs');
const built = spawnSync(
  process.execPath,
  [
    builder,
    '--config',
    config,
    '--publish',
    'never',
    ...(given ? [`-c.electronDist=${given}`] : []),
    ...args,
  ],
  { stdio: 'inherit', cwd: root },
);
process.exit(built.status ?? 1);

/** What this machine can make, in words. */
function report() {
  const { env, platform } = process;
  const has = (/** @type {string} */ program) =>
    spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
  const electron = given
    ? `Electron: from ${given}`
    : 'Electron: downloaded from GitHub (or set GALLEY_ELECTRON_DIST to a folder that has it)';
  const lines = [electron, 'Tools for NSIS, dmg and AppImage: downloaded by electron-builder'];
  if (platform === 'linux')
    lines.push(has('rpmbuild') ? 'rpm: rpmbuild is here' : 'rpm: missing; apt-get install rpm');
  if (platform !== 'darwin') lines.push('macOS: dmg, zip and their signatures are made on a Mac only');
  lines.push(
    env['CSC_LINK']
      ? 'Signing: with CSC_LINK'
      : 'Signing: no CSC_LINK, so installers are not signed by a vendor',
  );
  if (platform === 'darwin')
    lines.push(env['APPLE_API_KEY'] ? 'Notarising: with APPLE_API_KEY' : 'Notarising: no APPLE_API_KEY');
  lines.push(
    env['GALLEY_RELEASE_PRIVATE_KEY']
      ? 'Release manifest: npm run make-release can sign it'
      : 'Release manifest: no GALLEY_RELEASE_PRIVATE_KEY, so tills will not take it as an update',
  );
  return lines;
}
