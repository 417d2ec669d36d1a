import type { Readable } from 'node:stream';

/** A file of the release store. `tag` changes whenever its content may have. */
export type StoredFile = { readonly path: string; readonly size: number; readonly tag: string };

/** Both ends belong to it, as in HTTP. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Where releases lie: `<channel>/<version>/release.json` with its artefacts, block maps, `sbom.cdx.json` and `ring.json`
 * beside it. Only read.
 */
export type ReleaseStore = {
  list(): Promise<readonly StoredFile[]>;
  /** The bytes of exactly the file that was listed; null: it is gone or is another one by now. */
  open(file: StoredFile, range: ByteRange | null): Promise<Readable | null>;
};

/** `stable/1.5.0/galley-1.5.0-linux-x64.deb`: nothing that could lead anywhere else. */
export const releasePath = /^(stable|beta)\/(\d+\.\d+\.\d+)\/([A-Za-z0-9][A-Za-z0-9._-]{0,199})$/;

export async function readText(store: ReleaseStore, file: StoredFile): Promise<string | null> {
  const stream = await store.open(file, null);
  if (!stream) return null;
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part as Uint8Array)); // bytes of a file or a response
  return Buffer.concat(parts).toString('utf8');
}
