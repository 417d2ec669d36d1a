import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';

const apps = ['till', 'office', 'kitchen', 'display'] as const;

/** The apps as built by vite. Hashed files are kept for ever, pages and the service worker are always asked for. */
export function serveApps(app: Express, folder: string): void {
  const fresh = { headers: { 'Cache-Control': 'no-cache' } };
  app.get('/', (_request, response) => response.redirect('/till'));
  for (const name of apps) {
    const page = join(folder, `${name}.html`);
    if (existsSync(page)) app.get(`/${name}`, (_request, response) => response.sendFile(page, fresh));
  }
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '365d' }));
  app.use(
    express.static(folder, {
      index: false,
      setHeaders: (response) => response.set('Cache-Control', 'no-cache'),
    }),
  );
}
