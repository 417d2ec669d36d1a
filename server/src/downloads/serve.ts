import { pipeline } from 'node:stream/promises';
import type { Express, NextFunction, Request, Response } from 'express';
import { isInRing } from '@galley/shared/domain/rollout.ts';
import type { BranchUpdates } from '@galley/shared/domain/update-gate.ts';
import type { Logger } from 'pino';
import type { Catalogue, Offered } from './catalogue.ts';
import { feedOf, isFeedName } from './feed.ts';
import { downloadPage } from './page.ts';
import { readRange } from './range.ts';
import type { ReleaseStore, StoredFile } from './store.ts';

export type Downloads = {
  readonly store: ReleaseStore;
  readonly look: () => Promise<Catalogue>;
};

/** Which turn a branch has asked for in its office; anything may stand in the address of a feed. */
export type TurnOf = (branch: string) => Promise<BranchUpdates['turn']>;

/**
 * `/download`: the page for people, `/download/files/…` for what it offers, `/download/feed/<branch>/…` for installed apps.
 * All of it comes from the same catalogue, so what is not offered on the page is in no feed either.
 */
export function serveDownloads(app: Express, downloads: Downloads | null, log: Logger, turnOf: TurnOf): void {
  app.use('/download', (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    return answer(request, response, next);
  });

  async function answer(request: Request, response: Response, next: NextFunction): Promise<void> {
    const catalogue = downloads ? await downloads.look() : { offered: [], notOffered: [] };
    const [, kind = '', ...rest] = request.path.split('/');
    if (kind === '' && rest.length === 0) return sendPage(request, response, catalogue);
    if (kind === 'files' && rest.length === 3) {
      const [channel, version, name = ''] = rest;
      const release = catalogue.offered.find(
        ({ manifest }) => manifest.channel === channel && manifest.version === version,
      );
      const file = release && fileOf(release, name);
      if (file && downloads) return sendFile(request, response, downloads.store, file, name, next);
    }
    if (kind === 'feed' && rest.length === 2) {
      const [branch = '', name = ''] = rest;
      const asking = { id: branch, turn: await turnOf(branch) };
      if (isFeedName(name)) return sendFeed(response, catalogue, asking, name, next);
      const signed = releaseFor(catalogue, asking, name)?.beside.get('release.json');
      if (signed && downloads)
        return sendFile(request, response, downloads.store, signed, 'release.json', next);
      const file = catalogue.offered.map((release) => fileOf(release, name)).find((found) => found !== null);
      if (file && downloads) return sendFile(request, response, downloads.store, file, name, next);
    }
    next();
  }

  function sendPage(request: Request, response: Response, catalogue: Catalogue): void {
    for (const { path, reason } of catalogue.notOffered)
      log.warn({ path, reason }, 'a download is not offered');
    response
      .set({ 'Cache-Control': 'no-cache', Vary: 'Accept-Language, User-Agent' })
      .type('html')
      .send(
        downloadPage(catalogue.offered, {
          agent: request.get('user-agent') ?? '',
          language: languageOf(request),
          origin: `${request.protocol}://${request.get('host') ?? ''}`,
        }),
      );
  }
}

function languageOf(request: Request): string {
  const { lang } = request.query;
  if (typeof lang === 'string') return lang;
  return request.acceptsLanguages('en', 'bn') || 'en';
}

type Asking = { readonly id: string; readonly turn: BranchUpdates['turn'] };

function isMeantFor({ id, turn }: Asking, { manifest, ring }: Offered): boolean {
  return isInRing(id, manifest.version, ring, turn);
}

/** `latest.json`, `beta.json`: the signed manifest of the newest release that is meant for this branch by now. */
function releaseFor({ offered }: Catalogue, branch: Asking, name: string): Offered | undefined {
  const channel = { 'latest.json': 'stable', 'beta.json': 'beta' }[name];
  return offered.find((release) => release.manifest.channel === channel && isMeantFor(branch, release));
}

/** A file of a release that was verified, or of those that lie beside it; null: it is none of them. */
function fileOf(release: Offered, name: string): StoredFile | null {
  const artefact = release.files.find((each) => each.artefact.name === name)?.stored;
  return artefact ?? release.beside.get(name) ?? null;
}

/** The newest version that is meant for this branch by now. None yet: the app asks again in some hours. */
function sendFeed(
  response: Response,
  { offered }: Catalogue,
  branch: Asking,
  name: string,
  next: NextFunction,
): void {
  for (const release of offered) {
    if (!isMeantFor(branch, release)) continue;
    const text = feedOf(release, name);
    if (text === null) continue;
    response.set('Cache-Control', 'no-cache').type('text/yaml').send(text);
    return;
  }
  next();
}

async function sendFile(
  request: Request,
  response: Response,
  store: ReleaseStore,
  file: StoredFile,
  name: string,
  next: NextFunction,
): Promise<void> {
  const tag = `"${Buffer.from(file.tag).toString('base64url')}"`;
  const ifRange = request.get('if-range');
  const range = ifRange === undefined || ifRange === tag ? readRange(request.get('range'), file.size) : null;
  response.set({ 'Accept-Ranges': 'bytes', ETag: tag, 'Cache-Control': 'no-cache' });
  if (range === 'unsatisfiable') {
    response.status(416).set('Content-Range', `bytes */${file.size}`).end();
    return;
  }
  const stream = await store.open(file, range);
  // Changed since it was looked at: what it is now nobody has verified.
  if (!stream) return next();
  response.set({
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(range ? range.end - range.start + 1 : file.size),
    'Content-Disposition': `attachment; filename="${name}"`,
    ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${file.size}` }),
  });
  response.status(range ? 206 : 200);
  if (request.method === 'HEAD') {
    stream.destroy();
    response.end();
    return;
  }
  // Whoever goes away in the middle asks for the rest later.
  await pipeline(stream, response).catch(() => response.destroy());
}
