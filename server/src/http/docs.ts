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

/** `GET /asyncapi.json` and `/docs/messages`; `GET /openapi.json` and `GET /docs`, its reader, which works from this server alone, without a network beyond. */
export function serveDocs(app: Express): void {
  const document = JSON.stringify(openApiDocument());
  app.get('/openapi.json', (_request: Request, response: Response) => {
    response.type('application/json').send(document);
  });
  app.get('/docs', (_request: Request, response: Response) => response.sendFile('index.html', { root: own }));
  const messages = asyncApiDocument();
  app.get('/asyncapi.json', (_request: Request, response: Response) => void response.json(messages));
  const page = messagesPage(messages);
  app.get('/docs/messages', (_request: Request, response: Response) => void response.type('html').send(page));
  app.use('/docs', (request, response, next) => {
    const name = request.path.slice(1);
    const root = files.get(name);
    if (root === undefined) next();
    else response.sendFile(name, { root });
  });
}
