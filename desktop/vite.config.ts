import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { serviceWorker } from './vite/service-worker.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Three pages of one code base; each loads only what it needs. */
export default defineConfig({
  plugins: [
    react(),
    serviceWorker({ file: at('src/service-worker/sw.ts'), pages: ['till', 'office', 'kitchen'] }),
  ],
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      input: { till: at('till.html'), office: at('office.html'), kitchen: at('kitchen.html') },
    },
  },
  // In development the pages keep their own names (/till.html) and the API is that of a running `npm start`.
  server: {
    proxy: { '/sync': 'http://localhost:8080', '/office/': 'http://localhost:8080' },
  },
});
