import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRelease } from '@galley/shared/domain/release.ts';
import { fetchArtefact, type UpdateOptions } from './fetch-update.ts';
import type { WayBack } from './update-trial.ts';

/**
 * The installer of the version that runs now, to go back to: kept from when it was the update, or fetched from the server
 * by its own signed release. Null: there is none any more, and the update goes ahead without a way back.
 */
export async function keepFormer(options: UpdateOptions): Promise<WayBack | null> {
  const { serverUrl, folder, installed, keys, check, now, fetch } = options;
  if (installed.kind !== 'nsis') return null;
  const base = `${serverUrl}/download/files/${installed.channel}/${installed.version}`;
  const response = await fetch(`${base}/release.json`, { cache: 'no-store' }).catch(() => null); // offline: without
  if (!response?.ok) return null;
  const release = readRelease(await response.text(), { keys, check, now: now() });
  const artefact = release.ok
    ? release.value.artefacts.find(
        ({ kind, architecture }) => kind === 'nsis' && architecture === installed.architecture,
      )
    : undefined;
  if (!artefact) return null;
  const path = join(folder, artefact.name);
  const fetched = await fetchArtefact(fetch, `${base}/${artefact.name}`, path, artefact).catch(() => null); // cut off: without
  return fetched?.ok ? { kind: 'nsis', path, sha512: artefact.sha512 } : null;
}

/** The AppImage that was copied away when another one took its place. */
export async function formerAppImage(appImage: string | undefined): Promise<WayBack | null> {
  const path = `${appImage}.previous`;
  if (appImage === undefined || !existsSync(path)) return null;
  const hash = createHash('sha512');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer); // no encoding was asked for
  return { kind: 'appImage', path, sha512: hash.digest('hex') };
}
