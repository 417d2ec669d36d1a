import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { z } from 'zod';
import { forgetfulLiveQueries } from './vite/forgetful-live-queries.ts';
import { serviceWorker } from './vite/service-worker.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(at('package.json'), 'utf8')));

/** Three pages of one code base; each loads only what it needs. */
export default defineConfig({
  plugins: [
    react(),
    forgetfulLiveQueries(),
    serviceWorker({ file: at('src/service-worker/sw.ts'), pages: ['till', 'office', 'kitchen', 'display'] }),
  ],
  define: { 'import.meta.env.VITE_GALLEY_VERSION': JSON.stringify(version) },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        till: at('till.html'),
        office: at('office.html'),
        kitchen: at('kitchen.html'),
        display: at('display.html'),
      },
      // Chunks are run in an order of their own: zod is told never to compile (no-eval.ts) in the chunk that it comes in.
      output: {
        codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|app\/no-eval/ }] },
      },
    },
  },
  worker: { plugins: () => [forgetfulLiveQueries()] },
  // In development the pages keep their own names (/till.html) and the API is that of a running `npm start`.
  server: {
    proxy: { '/sync': 'http://localhost:8080', '/office/': 'http://localhost:8080' },
  },
});
