import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

/** SHA-256 as 64 hexadecimal digits. */
export const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Hash'>();
export type Hash = z.infer<typeof hashSchema>;

/** What the first link of every chain points to. */
export const noHash = hashSchema.parse('0'.repeat(64));

/** What Node brings of its own is seven times as fast, and a server hashes every byte of every push. */
type Native = { createHash(name: 'sha256'): { update(text: string): { digest(encoding: 'hex'): string } } };
type NodeProcess = { getBuiltinModule?(name: 'node:crypto'): Native | undefined };
const native = (globalThis as { process?: NodeProcess }).process?.getBuiltinModule?.('node:crypto'); // missing in a browser

/**
 * Hash of a text. Synchronous, because it is taken inside a Dexie transaction, which ends when it has to wait
 * for anything else than IndexedDB (WebCrypto would make it wait).
 */
export function hashText(text: string): Hash {
  const hex = native
    ? native.createHash('sha256').update(text).digest('hex')
    : bytesToHex(sha256(utf8ToBytes(text)));
  return hex as Hash; // 64 hexadecimal digits by construction
}

/** The next link of a chain: hash of the previous hash and the exact text [S3]. */
export function chain(previous: Hash, text: string): Hash {
  return hashText(`${previous}\n${text}`);
}
