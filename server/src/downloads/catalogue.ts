import { createHash } from 'node:crypto';
import {
  type Artefact, checkArtefact, type Manifest, readRelease, type ReleaseKeys,
} from '@galley/shared/domain/release.ts'; // prettier-ignore
import { type Ring, ringSchema } from '@galley/shared/domain/rollout.ts';
import { compareVersions } from '@galley/shared/values/version.ts';
import { checkSignature } from './check-signature.ts';
import { readText, releasePath, type ReleaseStore, type StoredFile } from './store.ts';

/** A release that somebody with a pinned key stands for, with those of its files that are what was signed. */
export type Offered = {
  readonly manifest: Manifest;
  readonly files: readonly { readonly artefact: Artefact; readonly stored: StoredFile }[];
  /** What may be fetched beside them: the signed manifest, block maps for the updater, the list of parts. */
  readonly beside: ReadonlyMap<string, StoredFile>;
  readonly ring: Ring;
  /** Names of the pinned keys that signed it. */
  readonly signedBy: readonly string[];
};

/** What is in the store and is not offered, with the reason, for whoever runs the server. */
export type NotOffered = { readonly path: string; readonly reason: string };
export type Catalogue = { readonly offered: readonly Offered[]; readonly notOffered: readonly NotOffered[] };

const freshMs = 30_000;

/**
 * What this server offers for download. The store is believed in nothing: a release needs a good signature, each file the
 * size and the hash that were signed, read once for as long as the store says that it is the same.
 */
export function createCatalogue(options: {
  readonly store: ReleaseStore;
  readonly keys: ReleaseKeys;
  readonly now: () => number;
}): () => Promise<Catalogue> {
  const { store, keys, now } = options;
  const hashes = new Map<string, string>();
  let last: { readonly at: number; readonly catalogue: Promise<Catalogue> } | null = null;

  return () => {
    if (!last || Math.abs(now() - last.at) > freshMs) {
      const catalogue = look();
      last = { at: now(), catalogue };
      // Whoever asks next tries again.
      catalogue.catch(() => (last = null));
    }
    return last.catalogue;
  };

  async function look(): Promise<Catalogue> {
    const all = await store.list();
    const notOffered: NotOffered[] = [];
    const offered: Offered[] = [];
    for (const head of all.filter(({ path }) => path.endsWith('/release.json'))) {
      const folder = head.path.slice(0, -'release.json'.length);
      const found = await readOne(
        head,
        all.filter(({ path }) => path.startsWith(folder)),
      );
      if ('reason' in found) notOffered.push({ path: head.path, reason: found.reason });
      else {
        offered.push(found.release);
        notOffered.push(...found.notOffered);
      }
    }
    offered.sort((a, b) => compareVersions(b.manifest.version, a.manifest.version));
    return { offered, notOffered };
  }

  async function readOne(head: StoredFile, files: readonly StoredFile[]) {
    const text = (await readText(store, head)) ?? '';
    const release = readRelease(text, { keys, check: checkSignature, now: now() });
    if (!release.ok) return { reason: release.message };
    const manifest = release.value;
    const [, channel, version] = releasePath.exec(head.path) ?? [];
    if (channel !== manifest.channel || version !== manifest.version) {
      return { reason: `It says that it is ${manifest.channel} ${manifest.version}.` };
    }
    const byName = new Map(files.map((file) => [releasePath.exec(file.path)?.[3] ?? '', file]));
    const notOffered: NotOffered[] = [];
    const good: { artefact: Artefact; stored: StoredFile }[] = [];
    for (const artefact of manifest.artefacts) {
      const stored = byName.get(artefact.name);
      const reason = await whyNot(artefact, stored);
      if (reason === null && stored) good.push({ artefact, stored });
      else notOffered.push({ path: `${channel}/${version}/${artefact.name}`, reason: reason ?? '' });
    }
    const maps = good.map(({ artefact }) => `${artefact.name}.blockmap`);
    const beside = new Map(
      ['release.json', 'sbom.cdx.json', ...maps].flatMap((name) => {
        const stored = byName.get(name);
        return stored ? [[name, stored] as const] : [];
      }),
    );
    const ring = await readRing(byName.get('ring.json'));
    const signedBy = Object.keys(keys).filter((name) => text.includes(`"${name}"`));
    return { release: { manifest, files: good, beside, ring, signedBy }, notOffered };
  }

  async function whyNot(artefact: Artefact, stored: StoredFile | undefined): Promise<string | null> {
    if (!stored) return 'It is missing.';
    // The size is known without reading, so a torn upload costs nothing.
    const sized = checkArtefact(artefact, { size: stored.size, sha512: artefact.sha512 });
    if (!sized.ok) return sized.message;
    const sha512 = await hashOf(stored);
    if (sha512 === null) return 'It was changed while it was read.';
    const checked = checkArtefact(artefact, { size: stored.size, sha512 });
    return checked.ok ? null : checked.message;
  }

  async function hashOf(file: StoredFile): Promise<string | null> {
    const key = `${file.path} ${file.tag}`;
    const known = hashes.get(key);
    if (known !== undefined) return known;
    const stream = await store.open(file, null);
    if (!stream) return null;
    const hash = createHash('sha512');
    for await (const part of stream) hash.update(part as Uint8Array); // bytes of a file or a response
    const hex = hash.digest('hex');
    hashes.set(key, hex);
    return hex;
  }

  /** A ring that cannot be read holds the release back, because that is what somebody wrote it for. */
  async function readRing(file: StoredFile | undefined): Promise<Ring> {
    if (!file) return ringSchema.parse({});
    const text = await readText(store, file);
    try {
      return ringSchema.parse(JSON.parse(text ?? ''));
    } catch {
      return ringSchema.parse({ frozen: true });
    }
  }
}
