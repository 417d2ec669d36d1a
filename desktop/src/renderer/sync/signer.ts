import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { TillId } from '@galley/shared/values/ids.ts';

/** Proves that a request comes from this till: its id and the signature (base64url) of a text. */
export type Signer = (text: string) => Promise<{ readonly till: TillId; readonly signature: string }>;

export function tillSigner(till: TillId, signingKey: CryptoKey): Signer {
  return async (text) => {
    const bytes = Uint8Array.from(utf8ToBytes(text));
    const signature = await crypto.subtle.sign('Ed25519', signingKey, bytes);
    return { till, signature: toBase64url(signature) };
  };
}

/** A fresh Ed25519 pair; the private half can be used here and never be read, not even by us. */
export async function createKeys(): Promise<{ readonly publicKey: string; readonly privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  return { publicKey: toBase64url(await crypto.subtle.exportKey('raw', publicKey)), privateKey };
}

function toBase64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
