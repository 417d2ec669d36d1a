import { releaseKeys } from '@galley/shared/domain/release-keys.ts';
import type { ReleaseKeys } from '@galley/shared/domain/release.ts';
import type { Config } from '../config.ts';
import { createCatalogue } from './catalogue.ts';
import { createFolderStore } from './folder-store.ts';
import { createS3Store } from './s3-store.ts';
import type { Downloads } from './serve.ts';
import type { ReleaseStore } from './store.ts';

/** What this server offers for download, as its environment says; null: nothing but the web app. */
export function openDownloads(config: Config): Downloads | null {
  const { GALLEY_RELEASES: place, GALLEY_RELEASE_KEYS: keys } = config;
  if (place === undefined) return null;
  const store = openStore(place, config);
  const trusted: ReleaseKeys = { ...releaseKeys, ...keys };
  return { store, look: createCatalogue({ store, keys: trusted, now: Date.now }) };
}

function openStore(place: string, config: Config): ReleaseStore {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(place) ?? [];
  if (bucket === undefined) return createFolderStore(place);
  return createS3Store({
    endpoint: config.GALLEY_S3_ENDPOINT,
    bucket,
    prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    region: config.AWS_REGION,
    accessKeyId: config.AWS_ACCESS_KEY_ID,
    secretAccessKey: config.AWS_SECRET_ACCESS_KEY,
  });
}
