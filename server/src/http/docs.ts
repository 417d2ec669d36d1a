import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Express, Request, Response } from 'express';
import { asyncApiDocument } from './asyncapi.ts';
import { messagesPage } from './messages-page.ts';
import { openApiDocument } from './openapi.ts';

const own = join(import.meta.dirname, 'docs');
const reader = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const files: ReadonlyMap<string, string> = new Map([
  ['start.js', own],
  ['page.css', own],
  ['swagger-ui.css', reader],
  ['swagger-ui-bundle.js', reader],
]);

/**
 * `GET /openapi.json` and `GET /docs`, its reader, which works from this server alone, without a network beyond;
 * `GET /asyncapi.json` and `/docs/messages`. Made when somebody asks for the first time: most servers are never asked.
 */
export function serveDocs(app: Express): void {
  const openApi = once(() => JSON.stringify(openApiDocument()));
  const asyncApi = once(() => JSON.stringify(asyncApiDocument()));
  const messages = once(() => messagesPage(asyncApiDocument()));
  const answer = (path: string, type: string, text: () => string) =>
    app.get(path, (_request: Request, response: Response) => void response.type(type).send(text()));
  answer('/openapi.json', 'application/json', openApi);
  answer('/asyncapi.json', 'application/json', asyncApi);
  answer('/docs/messages', 'html', messages);
  app.get('/docs', (_request: Request, response: Response) => response.sendFile('index.html', { root: own }));
  app.use('/docs', (request, response, next) => {
    const name = request.path.slice(1);
    const root = files.get(name);
    if (root === undefined) next();
    else response.sendFile(name, { root });
  });
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}
