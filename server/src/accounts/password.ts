import { randomBytes, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const scrypt = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scryptCallback,
);
/** OWASP's advice for scrypt where memory is dear; about 0.2 s here. */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };

/** Hexadecimal; both empty: no password is right. */
export type PasswordHash = { readonly salt: string; readonly hash: string };

export const noPassword: PasswordHash = { salt: '', hash: '' };

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  return { salt: salt.toString('hex'), hash: (await scrypt(password, salt, 32, cost)).toString('hex') };
}

/** Null is nobody's: it costs as much time as a wrong password, so nobody learns which names exist. */
export async function isPassword(password: string, known: PasswordHash | null): Promise<boolean> {
  const { salt, hash } = known ?? noPassword;
  const made = await scrypt(password, Buffer.from(salt || '00', 'hex'), 32, cost);
  const wanted = Buffer.from(hash, 'hex');
  return wanted.length === made.length && timingSafeEqual(made, wanted);
}
