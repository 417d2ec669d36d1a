import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mayUpdate, type UpdateFacts } from '@galley/shared/domain/update-gate.ts';
import {
  type Artefact, checkArtefact, type CheckSignature, chooseUpdate, type Installed, type Manifest, readRelease,
  type ReleaseKeys,
} from '@galley/shared/domain/release.ts'; // prettier-ignore
import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import type { Version } from '@galley/shared/values/version.ts';

export type UpdateOptions = {
  readonly serverUrl: string;
  /** Where the file waits until it may be put in place. */
  readonly folder: string;
  readonly installed: Installed;
  readonly keys: ReleaseKeys;
  readonly check: CheckSignature;
  readonly now: () => number;
  readonly fetch: typeof globalThis.fetch;
  /** Versions that did not work on this device. */
  readonly failed: () => readonly Version[];
};

export type Ready = { readonly manifest: Manifest; readonly artefact: Artefact; readonly path: string };

/**
 * Fetches the newest release that is meant for a branch, at any time; null: there is none that is newer. What was fetched
 * in part goes on where it was. Only what is byte for byte what a pinned key has signed gets its final name.
 */
export async function fetchUpdate(options: UpdateOptions, branchId: string): Promise<Result<Ready | null>> {
  const { serverUrl, folder, installed, keys, check, now, fetch } = options;
  const base = `${serverUrl}/download/feed/${encodeURIComponent(branchId)}`;
  const channel = installed.channel === 'beta' ? 'beta' : 'latest';
  const response = await fetch(`${base}/${channel}.json`, { cache: 'no-store' });
  if (response.status === 404) return ok(null);
  if (!response.ok) return refuse('offline', `The server answers ${response.status}.`);
  const release = readRelease(await response.text(), { keys, check, now: now() });
  if (!release.ok) return release;
  if (options.failed().includes(release.value.version)) return ok(null);
  const chosen = chooseUpdate(release.value, installed);
  if (!chosen.ok) return chosen.code === 'lowerVersion' ? ok(null) : chosen;
  const artefact = chosen.value;
  await mkdir(folder, { recursive: true });
  await forgetOthers(folder, [release.value.version, installed.version]);
  const path = join(folder, artefact.name);
  const ready = { manifest: release.value, artefact, path };
  const fetched = await fetchArtefact(fetch, `${base}/${artefact.name}`, path, artefact);
  return fetched.ok ? ok(ready) : fetched;
}

/** A file of a release, whole and as it was signed, or none. */
export async function fetchArtefact(
  fetch: UpdateOptions['fetch'],
  url: string,
  path: string,
  artefact: Artefact,
): Promise<Result<null>> {
  // It may lie there since yesterday; what a disk has is read again before it is believed.
  if ((await verify(path, artefact)).ok) return ok(null);
  const part = `${path}.part`;
  await fetchRest(fetch, url, part, artefact.size);
  const verified = await verify(part, artefact);
  if (!verified.ok) {
    // Half of it is worth keeping; what is whole and wrong is not.
    if ((await sizeOf(part)) >= artefact.size) await rm(part, { force: true });
    return verified;
  }
  await rename(part, path);
  return ok(null);
}

/** The last look before it is put in place: nothing is in the way, and the file is still what was signed. */
export async function mayInstall(ready: Ready, facts: UpdateFacts): Promise<Result<null>> {
  const may = mayUpdate(facts);
  if (!may.ok) return may;
  return verify(ready.path, ready.artefact);
}

async function fetchRest(
  fetch: UpdateOptions['fetch'],
  url: string,
  part: string,
  size: number,
): Promise<void> {
  const have = await sizeOf(part);
  if (have >= size) return;
  const response = await fetch(url, { headers: have > 0 ? { range: `bytes=${have}-` } : {} });
  if (!response.ok || !response.body) throw new Error(`The server answers ${response.status} for ${url}.`);
  // A server that sends all of it from the beginning is taken at its word.
  const file = await open(part, response.status === 206 ? 'a' : 'w');
  try {
    for await (const bytes of response.body) await file.write(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function verify(path: string, artefact: Artefact): Promise<Result<null>> {
  const size = await sizeOf(path);
  if (size !== artefact.size) return checkArtefact(artefact, { size, sha512: '' });
  const hash = createHash('sha512');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer); // no encoding was asked for
  return checkArtefact(artefact, { size, sha512: hash.digest('hex') });
}

/** What is not there, or cannot be looked at, has to be fetched: its size is 0. */
async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

/** The next version and the way back to this one: a disk is not for keeping what nobody will install. */
async function forgetOthers(folder: string, kept: readonly Version[]): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!kept.some((version) => name.includes(`-${version}-`))) await rm(join(folder, name), { force: true });
  }
}
