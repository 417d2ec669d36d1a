import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/**
 * Builds `/sw.js` after everything else and tells it what to keep: every file of the apps and one version that changes
 * when any of them does.
 */
export function serviceWorker(options: { readonly file: string; readonly pages: readonly string[] }): Plugin {
  let outDir = '';
  return {
    name: 'galley-service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      const files = readdirSync(outDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== 'sw.js')
        .map((entry) => join(entry.parentPath, entry.name).slice(outDir.length))
        .sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(join(outDir, file)));
      // A page is asked for by its name alone: /till, not /till.html.
      const urls = files.map((file) => file.replace(/^\/(\w+)\.html$/, '/$1'));
      await build({
        configFile: false,
        logLevel: 'warn',
        define: {
          precache: JSON.stringify(urls),
          version: JSON.stringify(hash.digest('hex').slice(0, 16)),
        },
        build: {
          outDir,
          emptyOutDir: false,
          copyPublicDir: false,
          target: 'es2023',
          rolldownOptions: {
            input: options.file,
            output: { entryFileNames: 'sw.js', format: 'iife' },
          },
        },
      });
    },
  };
}
