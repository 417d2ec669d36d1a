import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { inTransaction } from '../db/transaction.ts';

/** The algorithm of all keys and tokens. */
export const algorithm = 'EdDSA';
/** A key signs for this long, then the next one is made by whoever needs it first. */
const signsFor = '30 days';
/** A key that signs no more is honoured until the tokens that it signed last have surely ended. */
const honouredFor = '30 minutes';
/** How old what we know of the keys may be: another process may have made one, or taken one away. */
const staleAfterMs = 60_000;
/** An unknown name may be another process's new key, but made-up names must not cost a query each. */
const missAgainAfterMs = 1000;

/** A public key as others read it (RFC 7517, RFC 8037). */
export const publicKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
  alg: z.literal(algorithm),
  use: z.literal('sig'),
});
export type PublicKey = z.infer<typeof publicKeySchema>;

/** The server's keys for tokens. They lie in the database, so that all processes sign and verify with the same ones. */
export type SigningKeys = {
  /** The key that signs now. */
  signing(): Promise<SigningKey>;
  /** The public key of this name, as long as its tokens are honoured. */
  verifying(kid: string): Promise<CryptoKey | null>;
  /** Public halves of all that are honoured (RFC 7517). */
  publicKeys(): Promise<PublicKey[]>;
};
type SigningKey = { readonly kid: string; readonly privateKey: CryptoKey };
type Key = SigningKey & {
  readonly publicKey: CryptoKey;
  readonly publicJwk: PublicKey;
  readonly signs: boolean;
};
type Row = { kid: string; private_jwk: JWK; public_jwk: PublicKey; signs: boolean };

/** Reads the keys when they are needed, makes the first one, and the next one when the last has served its time. */
export function createSigningKeys(pool: Pool, now: () => number = Date.now): SigningKeys {
  let known: { readonly keys: ReadonlyMap<string, Key>; readonly at: number } | null = null;
  let reading: Promise<ReadonlyMap<string, Key>> | null = null;
  let missedAt = 0;

  return {
    async signing() {
      for (const key of (await fresh()).values()) if (key.signs) return key;
      throw new Error('whoever reads the keys leaves one that signs');
    },
    async verifying(kid) {
      let keys = await fresh();
      if (!keys.has(kid) && Math.abs(now() - missedAt) >= missAgainAfterMs) {
        missedAt = now();
        keys = await readOnce();
      }
      return keys.get(kid)?.publicKey ?? null;
    },
    publicKeys: async () => [...(await fresh()).values()].map(({ publicJwk }) => publicJwk),
  };

  async function fresh(): Promise<ReadonlyMap<string, Key>> {
    return known && Math.abs(now() - known.at) < staleAfterMs ? known.keys : readOnce();
  }

  function readOnce(): Promise<ReadonlyMap<string, Key>> {
    return (reading ??= read().finally(() => (reading = null)));
  }

  async function read(): Promise<ReadonlyMap<string, Key>> {
    const at = now();
    let rows = await readRows(pool);
    if (!rows.some((row) => row.signs)) {
      await rotateSigningKeys(pool, 'if none signs');
      rows = await readRows(pool);
    }
    const keys = new Map<string, Key>();
    for (const row of rows) keys.set(row.kid, await keyOf(row));
    known = { keys, at };
    return keys;
  }
}

/**
 * Makes a new key. `honour old` lets the tokens of the old ones end in peace; `forget old` is for keys that somebody may
 * have seen: within a minute no process takes their tokens any more, and every till fetches a new one by itself.
 */
export async function rotateSigningKeys(
  pool: Pool,
  how: 'if none signs' | 'honour old' | 'forget old',
): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const half = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(half);
  const publicJwk = publicKeySchema.parse({ ...half, kid, alg: algorithm, use: 'sig' });
  await inTransaction(pool, async (tx) => {
    // One at a time: of several processes that miss a key only the first makes it.
    await tx.query('lock table signing_key in share row exclusive mode');
    if (how === 'if none signs' && (await readRows(tx)).some((row) => row.signs)) return;
    await tx.query(
      how === 'forget old'
        ? 'delete from signing_key'
        : `delete from signing_key where retires_at <= now() - interval '${honouredFor}'`,
    );
    await tx.query('update signing_key set retires_at = now() where retires_at > now()');
    await tx.query(
      `insert into signing_key (kid, private_jwk, public_jwk, retires_at)
       values ($1, $2, $3, now() + interval '${signsFor}')`,
      [kid, await exportJWK(privateKey), publicJwk],
    );
  });
}

async function readRows(db: Pool | PoolClient): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `select kid, private_jwk, public_jwk, retires_at > now() as signs from signing_key
      where retires_at > now() - interval '${honouredFor}' order by created_at desc`,
  );
  return rows;
}

async function keyOf({ kid, private_jwk: privateJwk, public_jwk: publicJwk, signs }: Row): Promise<Key> {
  return { kid, privateKey: await toKey(privateJwk), publicKey: await toKey(publicJwk), publicJwk, signs };
}

async function toKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new Error('a signing key is a pair');
  return key;
}
