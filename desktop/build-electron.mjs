// Builds the Electron shell into desktop/dist-electron: the main process as a module, the preload script as CommonJS,
// because a sandboxed one cannot be anything else. Takes a fifth of a second, so it needs no stamp of its own.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** @param {{ outDir?: string, logLevel?: 'info' | 'warn' }} [options] */
export async function buildElectron({ outDir = join(folder, 'dist-electron'), logLevel = 'warn' } = {}) {
  const shared = {
    configFile: /** @type {const} */ (false),
    root: folder,
    publicDir: /** @type {const} */ (false),
    logLevel,
  };
  await build({
    ...shared,
    // Packages stay packages: some of them look for files beside their own.
    ssr: { noExternal: [/^@galley\//] },
    build: {
      ssr: 'src/main/main.ts',
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'main.js' } },
    },
  });
  await build({
    ...shared,
    ssr: { noExternal: true },
    build: {
      ssr: 'src/preload/preload.ts',
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'preload.cjs' } },
    },
  });
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await buildElectron();
}
