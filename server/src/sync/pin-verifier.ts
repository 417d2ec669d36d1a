import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { pinScrypt, type PinVerifier } from '@galley/shared/domain/staff.ts';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt);

/** What tills need to check this PIN offline. */
export async function createPinVerifier(pin: string): Promise<PinVerifier> {
  const salt = randomBytes(16);
  const { N, r, p, dkLen } = pinScrypt;
  return { salt: salt.toString('hex'), hash: (await derive(pin, salt, dkLen, { N, r, p })).toString('hex') };
}
