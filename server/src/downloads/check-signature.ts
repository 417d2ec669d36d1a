import { createPublicKey, verify } from 'node:crypto';
import type { CheckSignature } from '@galley/shared/domain/release.ts';

/** Ed25519, with a public key as its 32 bytes in base64url. What is no key has signed nothing. */
export const checkSignature: CheckSignature = (text, signature, publicKey) => {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
};
