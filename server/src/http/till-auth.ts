import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import { tillIdSchema } from '@galley/shared/values/ids.ts';
import { signatureHeaders, signatureWindowMs, signedText } from '@galley/shared/wire/session.ts';
import type { SyncDatabase } from '../db/open.ts';
import type { TillIdentity, TillToken, TillTokens } from '../identity/till-tokens.ts';
import { findTill } from '../sync/find-till.ts';
import { HttpRefusal } from './problem.ts';

const proofSchema = z.object({
  till: tillIdSchema,
  time: z.coerce.number().int(),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
type Proof = z.infer<typeof proofSchema>;

/** Who sends this request: the till that its token names, proved by the key that the token names. Asks no database. */
export async function signedTill(tokens: TillTokens, request: Request): Promise<TillToken> {
  const proof = readProof(request);
  const till = await tokens.read(request.get(signatureHeaders.token) ?? '');
  if (!till) throw new HttpRefusal('tokenExpired', 'The token of this till has ended. It takes a new one.');
  checkProof(request, proof, till.key);
  return till;
}

/** Who asks for a token: the till as it is enrolled now, proved by its present key. */
export async function enrolledTill(
  db: SyncDatabase,
  request: Request,
): Promise<{ readonly till: TillIdentity; readonly publicKey: string }> {
  const proof = readProof(request);
  const found = await findTill(db.pool, proof.till);
  if (!found)
    throw new HttpRefusal(
      'unknownTill',
      'This till is not enrolled on this server. Enrol it with a new code.',
    );
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: found.publicKey };
  checkProof(request, proof, createPublicKey({ key: jwk, format: 'jwk' }));
  return found;
}

function readProof(request: Request): Proof {
  const proof = proofSchema.safeParse({
    till: request.get(signatureHeaders.till),
    time: request.get(signatureHeaders.time),
    signature: request.get(signatureHeaders.signature),
  });
  if (!proof.success) throw new HttpRefusal('notSignedIn', 'This needs the signature of an enrolled till.');
  return proof.data;
}

/** The key's signature over method, path, time and body, made within five minutes. */
function checkProof(request: Request, { time, signature }: Proof, key: KeyObject): void {
  const body = typeof request.body === 'string' ? request.body : '';
  const text = signedText(request.method, request.originalUrl, time, body);
  if (!verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))) {
    throw new HttpRefusal(
      'badSignature',
      'The signature does not match: this till was enrolled again elsewhere. Enrol it with a new code.',
    );
  }
  if (Math.abs(Date.now() - time) > signatureWindowMs) {
    throw new HttpRefusal(
      'clockWrong',
      'The clock of this till differs from the server by more than five minutes.',
    );
  }
}
