// node desktop/build-electron.mjs [folder]: builds the Electron shell into desktop/dist-electron. The main process is a
// module; the preload script is CommonJS, because a sandboxed one cannot be anything else.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = process.argv[2] ?? join(root, 'dist-electron');

/** @param {string} file @param {true | RegExp[]} noExternal @param {{ format: 'es' | 'cjs', entryFileNames: string }} output */
function bundle(file, noExternal, output) {
  return build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal },
    build: {
      ssr: file,
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      rolldownOptions: { external: ['electron'], output },
    },
  });
}

// Packages stay packages in the main process: some of them look for files beside their own.
await bundle('src/main/main.ts', [/^@galley\//], { format: 'es', entryFileNames: 'main.js' });
await bundle('src/main/print-process.ts', [/^@galley\//], {
  format: 'es',
  entryFileNames: 'print-process.js',
});
await bundle('src/preload/preload.ts', true, { format: 'cjs', entryFileNames: 'preload.cjs' });
// The text of the thread that the printing process starts for a printer's device file.
await copyFile(join(root, '../printer/src/transport/device-worker.cjs'), join(outDir, 'device-worker.cjs'));
