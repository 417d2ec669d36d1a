import { readdirSync, readFileSync } from 'node:fs';
import { chain, type Hash, noHash } from '@galley/shared/values/hash.ts';
import { type Mutation, mutationSchema } from '@galley/shared/wire/mutations.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';

/**
 * The exact bodies that a released till wrote, one file a mutation, all of one till's log. Frozen for ever: tills in
 * the field may still hold such bytes [S4].
 */
export type Release = { readonly name: string; readonly entries: readonly Entry[] };
type Entry = { readonly mutation: Mutation; readonly pushed: PushedMutation };

export const releasesFolder = import.meta.dirname;

export function readReleases(): Release[] {
  const folders = readdirSync(releasesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => ({ name, entries: readLog(`${releasesFolder}/${name}`) }));
}

function readLog(folder: string): Entry[] {
  const bodies = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  const log = bodies.map((body) => ({ body, mutation: mutationSchema.parse(JSON.parse(body)) }));
  let hash: Hash = noHash;
  return log
    .toSorted((a, b) => a.mutation.number - b.mutation.number)
    .map(({ body, mutation }) => {
      hash = chain(hash, body);
      return { mutation, pushed: { id: mutation.id, number: mutation.number, hash, body } };
    });
}
