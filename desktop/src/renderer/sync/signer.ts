import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { TillId } from '@galley/shared/values/ids.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** Proves that requests come from this till. */
export type Signer = {
  readonly till: TillId;
  /** The signature (base64url) of a text. */
  sign(text: string): Promise<string>;
  readonly tokens: Tokens;
};

export function tillSigner(till: TillId, signingKey: CryptoKey): Signer {
  return {
    till,
    async sign(text) {
      const bytes = Uint8Array.from(utf8ToBytes(text));
      return toBase64url(await crypto.subtle.sign('Ed25519', signingKey, bytes));
    },
    tokens: createTokens(),
  };
}

/**
 * A fresh Ed25519 pair; the private half can be used here and never be read, not even by us. `forShell`: it can be, once,
 * to be sealed outside of the profile (`sealed-key.ts`).
 */
export async function createKeys(
  forShell = false,
): Promise<{ readonly publicKey: string; readonly privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', forShell, ['sign', 'verify']);
  return { publicKey: toBase64url(await crypto.subtle.exportKey('raw', publicKey)), privateKey };
}

function toBase64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
