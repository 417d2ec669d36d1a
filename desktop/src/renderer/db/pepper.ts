import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** The key that this device puts over verifiers of PINs. No script can read it. */
export function createPinKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/**
 * HMAC-SHA-256 of a verifier's hash, hexadecimal as that is. The hash alone gives its PIN to whoever tries ten thousand
 * of them; this gives nothing without the key (docs/decisions/027). Not inside of a transaction, which would end meanwhile.
 */
export async function pepper(key: CryptoKey, hash: string): Promise<string> {
  const bytes = await crypto.subtle.sign('HMAC', key, Uint8Array.from(hexToBytes(hash)));
  return bytesToHex(new Uint8Array(bytes));
}
