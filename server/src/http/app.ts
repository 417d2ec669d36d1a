import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Version } from '@galley/shared/values/version.ts';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import { idempotencyHeader, orderingKeyHeader } from '@galley/shared/wire/online.ts';
import { pushLimits } from '@galley/shared/wire/push.ts';
import { signatureHeaders } from '@galley/shared/wire/session.ts';
import type { SyncDatabase } from '../db/open.ts';
import { type Downloads, serveDownloads } from '../downloads/serve.ts';
import type { TillTokens } from '../identity/till-tokens.ts';
import type { Bus } from '../messaging/bus.ts';
import type { LetterCount } from '../messaging/letter-count.ts';
import { readSyncHealth } from '../sync/sync-health.ts';
import { serveApps } from './apps.ts';
import { changes } from './changes.ts';
import { serveDocs } from './docs.ts';
import { enrol } from './enrol.ts';
import { answerErrors } from './errors.ts';
import { jwks } from './jwks.ts';
import { history } from './history.ts';
import { live } from './live.ts';
import { office } from './office.ts';
import { officeAccount } from './office-account.ts';
import { officeAccounts } from './office-accounts.ts';
import { officeAudit } from './office-audit.ts';
import { officeBranch } from './office-branch.ts';
import { officeLetters } from './office-letters.ts';
import { officeMail } from './office-mail.ts';
import { officeMenu } from './office-menu.ts';
import { officeUpdates } from './office-updates.ts';
import { readTurn } from '../sync/read-turn.ts';
import { officeSales } from './office-sales.ts';
import { officeCustomers } from './office-customers.ts';
import { officeCrew } from './office-crew.ts';
import { officeOnline } from './office-online.ts';
import { officeResolutions } from './office-resolutions.ts';
import { officePaper } from './office-paper.ts';
import { officeStock } from './office-stock.ts';
import { officeTills } from './office-tills.ts';
import { online } from './online.ts';
import { HttpRefusal } from './problem.ts';
import { push } from './push.ts';
import { receipt } from './receipt.ts';
import { snapshot } from './snapshot.ts';
import { stripeWebhook } from './stripe-webhook.ts';
import { sums } from './sums.ts';
import { token } from './token.ts';
import { verify } from './verify.ts';

/** What routes work with. */
export type Api = {
  readonly db: SyncDatabase;
  readonly bus: Bus;
  readonly log: Logger;
  readonly letters: LetterCount;
  /** The folder of mails that are kept and not sent; unset: mails are sent. */
  readonly mails?: string | undefined;
  readonly epoch: string;
  readonly tokens: TillTokens;
  readonly table: MutationTable;
  /** Of another server, in a test. */
  readonly version?: Version;
  readonly wakeRelay: () => void;
  /** What Stripe signs its calls with; none: it does not call here. */
  readonly webhookSecrets: readonly string[];
  /** Open hint streams; they have to be ended before the server can close. */
  readonly liveResponses: Set<Response>;
};

export type ApiOptions = {
  readonly port: number;
  readonly host: string;
  readonly apps: string | undefined;
  readonly origins: readonly string[];
  /** Of the branches' ordering pages. */
  readonly orderOrigins?: readonly string[];
  readonly downloads?: Downloads | null;
};

export async function startHttp(
  api: Api,
  options: ApiOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const app = createApp(api, options);
  const server = createServer(app);
  const answering = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    answering.add(response);
    response.once('close', () => answering.delete(response));
  });
  const port = await listen(server, options.port, options.host);
  return {
    url: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        for (const response of api.liveResponses) response.end();
        // Connections that are kept, or were opened in advance and never used, would hold up the end for seconds.
        const closing = setInterval(() => answering.size === 0 && server.closeAllConnections(), 10);
        server.close(() => {
          clearInterval(closing);
          resolve();
        });
      }),
  };
}

/** Every route has its place in `routes.ts` as well, from which the HTTP documentation is made. */
export function createApp(api: Api, options: ApiOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: policy },
      strictTransportSecurity: false,
    }),
  );
  app.use(allowOrigins(options.origins, Object.values(signatureHeaders)));
  app.use('/online', allowOrigins(options.orderOrigins ?? [], [orderingKeyHeader, idempotencyHeader]));
  app.use(stripeWebhook(api)); // before anything reads its body: it is signed as it came
  // As text, because the signature covers the exact bytes.
  app.use(['/sync', '/office', '/online'], express.text({ type: () => true, limit: pushLimits.bodyBytes }));

  app.post('/sync/enrol', enrol(api));
  app.post('/sync/token', token(api));
  app.post('/sync/push', push(api));
  app.get('/sync/changes', changes(api));
  app.get('/sync/snapshot', snapshot(api));
  app.get('/sync/history', history(api));
  app.get('/sync/receipt', receipt(api));
  app.get('/sync/sums', sums(api));
  app.get('/sync/live', live(api));
  app.use(office(api));
  app.use(officeAccount(api));
  app.use(officeAccounts(api));
  app.use(officeTills(api));
  app.use(officeResolutions(api));
  app.use(officeAudit(api));
  app.use(officeLetters(api));
  app.use(officeBranch(api));
  app.use(officePaper(api));
  app.use(officeUpdates(api));
  app.use(officeMenu(api));
  app.use(officeStock(api));
  app.use(officeCrew(api));
  app.use(officeOnline(api));
  app.use(officeCustomers(api));
  app.use(officeSales(api));
  app.use(online(api));
  app.get('/verify', verify(api));
  app.use(officeMail(api));
  app.get('/.well-known/jwks.json', jwks(api));
  app.get('/health/live', (_request, response) => void response.json({ live: true }));
  app.get('/health/ready', async (_request, response) => {
    await api.db.pool.query('select 1');
    if (!api.bus.isReady()) throw new HttpRefusal('notReady', 'The message broker does not answer.', 2);
    response.json({ ready: true, bus: api.bus.kind });
  });
  app.get('/health/sync', async (_request, response) => {
    response.json({
      ...(await readSyncHealth(api.db.pool, api.bus.isReady())),
      deadLetters: api.letters.read(),
    });
  });
  serveDocs(app);
  serveDownloads(app, options.downloads ?? null, api.log, (branch) => readTurn(api.db.pool, branch));
  if (options.apps !== undefined) serveApps(app, options.apps);
  app.use(() => {
    throw new HttpRefusal('notFound', 'There is nothing at this address.');
  });
  app.use(answerErrors(api.log));
  return app;
}

/** The till talks to its own server and to the print agent on its own machine, to nobody else. */
const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'", 'http://127.0.0.1:*', 'http://localhost:*'],
  workerSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The installed app, and a branch's ordering page, call from origins of their own. */
function allowOrigins(origins: readonly string[], headers: readonly string[]) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const origin = request.get('origin');
    if (origin !== undefined && origins.includes(origin)) {
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Headers': ['content-type', 'content-encoding', ...headers].join(', '),
        'Access-Control-Max-Age': '600',
        Vary: 'Origin',
      });
      if (request.method === 'OPTIONS') {
        response.status(204).end();
        return;
      }
    }
    next();
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken by another program. Stop it, or choose another: PORT=8090 npm start`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken, { cause: error }) : error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port)); // a TCP server's address is one
  });
}
