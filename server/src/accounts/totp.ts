import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What every authenticator app does: RFC 6238 with SHA-1, six digits and steps of 30 s. */
export const totpStepSeconds = 30;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 bits, as RFC 4226 wants them, in base32 (RFC 4648). */
export function createTotpSecret(): string {
  const bits = [...randomBytes(20)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

/** What a QR code for an app holds (the key URI format that all of them read). */
export function totpUri(secret: string, name: string): string {
  return `otpauth://totp/Galley:${encodeURIComponent(name)}?secret=${secret}&issuer=Galley`;
}

/** The code of a time step (RFC 6238, 4.2; RFC 4226, 5.3). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The time step that a code belongs to: the present one or a neighbour, because clocks differ; null: none. */
export function stepOfCode(secret: string, code: string, nowMs: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const present = Math.floor(nowMs / 1000 / totpStepSeconds);
  const steps = [present, present - 1, present + 1];
  return (
    steps.find((step) => timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) ?? null
  );
}

function bytesOf(secret: string): Buffer {
  const bits = secret
    .split('')
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
