import { must } from '@galley/shared/values/must.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { z } from 'zod';
import type { Bridge } from '../../ipc.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { Meta } from '../db/rows.ts';

/** What the shell keeps for a till whose profile may be wiped: the key of one enrolment, in the system's own store. */
const sealedSchema = z.object({ tillId: z.string(), incarnation: z.int().min(1), key: z.string().min(1) });
type Vault = Pick<Bridge, 'keepSecret' | 'readSecret'>;

/** Hands a fresh key to the shell, and answers the same key as one that no script can read any more. */
export async function sealKey(vault: Vault, identity: Meta['identity'], key: CryptoKey): Promise<CryptoKey> {
  const bytes = await crypto.subtle.exportKey('pkcs8', key);
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const { till, incarnation } = identity;
  const value = JSON.stringify({ tillId: till.id, incarnation, key: text } satisfies z.infer<
    typeof sealedSchema
  >);
  // A store that does not work costs a new code one day, and stops nobody today.
  await vault.keepSecret({ name: 'signingKey', value }).catch(() => null);
  return importKey(text);
}

/** After a rebuild from the black box: the key of the same enrolment, so that no new code is needed. Answers whether it was there. */
export async function unsealKey(vault: Vault, db: GalleyDatabase): Promise<boolean> {
  const identity = await readMeta(db, 'identity');
  // A store that does not answer is like one that has nothing: the till asks for a new code.
  const answer: Result<{ value: string | null }> | null = await vault
    .readSecret({ name: 'signingKey' })
    .catch(() => null);
  if (!identity || !answer?.ok || answer.value.value === null) return false;
  const sealed = sealedSchema.safeParse(JSON.parse(answer.value.value)).data;
  if (sealed?.tillId !== identity.till.id || sealed.incarnation !== identity.incarnation) return false;
  const key = await importKey(sealed.key);
  await db.transaction('rw', [db.meta], async () => {
    await writeMeta(db, 'signingKey', key);
    await db.meta.delete('rebuilt');
  });
  return true;
}

function importKey(text: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(text), (letter) => must(letter.codePointAt(0), 'a letter has a code'));
  return crypto.subtle.importKey('pkcs8', bytes, 'Ed25519', false, ['sign']);
}
