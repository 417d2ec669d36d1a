import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { OrganisationId } from '@galley/shared/values/ids.ts';
import { photoLimits } from '@galley/shared/wire/menu.ts';

/** Keeps a photo under the hash of its bytes; null: it is no JPEG or WebP file, or too large. */
export async function keepPhoto(
  tx: PoolClient,
  organisationId: OrganisationId,
  bytes: Buffer,
): Promise<string | null> {
  if (bytes.length > photoLimits.bytes || typeOf(bytes) === null) return null;
  const hash = createHash('sha256').update(bytes).digest('hex');
  await tx.query(
    'insert into photo (organisation_id, hash, bytes) values ($1, $2, $3) on conflict do nothing',
    [organisationId, hash, bytes],
  );
  return hash;
}

/** A photo by its name, which nobody can guess; null: there is none. */
export async function readPhoto(pool: Pool, hash: string): Promise<{ bytes: Buffer; type: string } | null> {
  const { rows } = await pool.query<{ bytes: Buffer }>('select bytes from photo where hash = $1 limit 1', [
    hash,
  ]);
  const [photo] = rows;
  const type = photo && typeOf(photo.bytes);
  return photo && type ? { bytes: photo.bytes, type } : null;
}

/** By what the file begins with: a browser shows it as nothing else. */
function typeOf(bytes: Buffer): string | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? 'image/webp' : null;
}
