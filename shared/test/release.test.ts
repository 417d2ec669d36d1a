import { generateKeyPairSync, type KeyObject, sign, verify, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Artefact, checkArtefact, chooseUpdate, type Installed, type Manifest, manifestSchema, readRelease,
} from '../src/domain/release.ts'; // prettier-ignore
import { ageOfClient } from '../src/domain/client-age.ts';
import { isInRing, ringSchema } from '../src/domain/rollout.ts';
import { instant } from '../src/values/time.ts';
import { versionSchema } from '../src/values/version.ts';

const now = Date.parse('2026-11-21T00:00:00Z');
const day = 24 * 3_600_000;
const present = generateKeyPairSync('ed25519');
const next = generateKeyPairSync('ed25519');
const raw = (key: KeyObject) => String(key.export({ format: 'jwk' }).x);
const keys = { present: raw(present.publicKey), next: raw(next.publicKey) };
const check = (text: string, signature: string, publicKey: string) =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }),
    Buffer.from(signature, 'base64url'),
  );

const file: Artefact = {
  name: 'galley-1.5.0-windows-x64.exe',
  platform: 'windows',
  architecture: 'x64',
  kind: 'nsis',
  size: 9,
  sha512: 'a'.repeat(128),
};
const manifest: Manifest = {
  product: 'galley',
  format: 1,
  channel: 'stable',
  version: versionSchema.parse('1.5.0'),
  releasedAt: instant(now - day),
  expiresAt: instant(now + 90 * day),
  chromium: 150,
  schema: 4,
  notes: { en: 'New', bn: 'নতুন' },
  artefacts: [file, { ...file, name: 'galley-1.5.0-linux-x64.deb', platform: 'linux', kind: 'deb' }],
  revokedKeys: [],
};
function signed(what: unknown, name = 'present', key = present.privateKey): string {
  const text = JSON.stringify(what);
  const signature = sign(null, Buffer.from(text), key).toString('base64url');
  return JSON.stringify({ manifest: text, signatures: [{ key: name, signature }] });
}
const read = (text: string) => readRelease(text, { keys, check, now });
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code);

test('[41] what somebody with a pinned key has signed is read', () => {
  expect(read(signed(manifest))).toEqual({ ok: true, value: manifest });
});

test('[41] one changed character anywhere in it, and it is refused', () => {
  const text = signed(manifest);
  fc.assert(
    fc.property(fc.nat(text.length - 1), (at) => {
      const spoilt = text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
      const answer = read(spoilt);
      // A name of the key may be spoilt as well; whatever is still accepted says exactly the same.
      expect(answer.ok && JSON.stringify(answer.value) !== JSON.stringify(manifest)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['malformed', 'no JSON'],
  ['malformed', JSON.stringify(manifest)],
  ['malformed', signed({ ...manifest, product: 'other' })],
  ['malformed', signed({ ...manifest, artefacts: [{ ...file, name: '../etc/passwd' }] })],
  ['unknownKey', signed(manifest, 'somebody')],
  ['unknownKey', signed(manifest, '__proto__')],
  ['badSignature', signed(manifest, 'present', next.privateKey)],
  ['expired', signed({ ...manifest, expiresAt: instant(now) })],
])('[41] %s is refused', (code, text) => {
  expect(codeOf(read(text))).toBe(code);
});

test('[42] the next key is good already; a key that a release revokes is not good for that release', () => {
  expect(read(signed(manifest, 'next', next.privateKey)).ok).toBe(true);
  const revoking = { ...manifest, revokedKeys: ['present'] };
  expect(codeOf(read(signed(revoking)))).toBe('unknownKey');
  expect(read(signed(revoking, 'next', next.privateKey)).ok).toBe(true);
});

const installed: Installed = {
  channel: 'stable',
  platform: 'windows',
  architecture: 'x64',
  kind: 'nsis',
  version: versionSchema.parse('1.4.9'),
  schema: 4,
  chromium: 148,
};

test('[41] an update is a newer version for this very machine', () => {
  expect(chooseUpdate(manifest, installed)).toEqual({ ok: true, value: file });
});

test.each([
  ['wrongChannel', { channel: 'beta' }],
  ['wrongPlatform', { platform: 'macos' }],
  ['wrongPlatform', { architecture: 'arm64' }],
  ['wrongPlatform', { kind: 'dmg' }],
  ['lowerVersion', { version: versionSchema.parse('1.5.0') }],
  ['lowerVersion', { version: versionSchema.parse('1.10.0') }],
  ['lowerVersion', { schema: 5 }],
  ['lowerVersion', { chromium: 151 }],
] as const)('[41] %s: refused for %j', (code, other) => {
  expect(codeOf(chooseUpdate(manifest, { ...installed, ...other }))).toBe(code);
});

test('[41] [44] a file that is not what was signed for is never put in place', () => {
  expect(checkArtefact(file, file).ok).toBe(true);
  expect(codeOf(checkArtefact(file, { ...file, size: 8 }))).toBe('wrongSize');
  expect(codeOf(checkArtefact(file, { ...file, sha512: 'b'.repeat(128) }))).toBe('wrongHash');
});

test('[40] a ring: nobody at 0, all at 100, canaries first, and who is in stays in', () => {
  const { version } = manifest;
  const at = (branch: string, percent: number) =>
    isInRing(branch, version, ringSchema.parse({ percent, canaries: ['pilot'] }));
  const branches = Array.from({ length: 2000 }, (_, index) => `branch ${index}`);
  const share = (percent: number) =>
    branches.filter((branch) => at(branch, percent)).length / branches.length;
  expect([share(0), share(100)]).toEqual([0, 1]);
  expect(share(5)).toBeGreaterThan(0.03);
  expect(share(5)).toBeLessThan(0.07);
  expect(branches.filter((branch) => at(branch, 5)).every((branch) => at(branch, 25))).toBe(true);
  expect(branches.every((branch) => at(branch, 40) === at(branch, 40))).toBe(true);
  expect([
    at('pilot', 0),
    isInRing('pilot', version, ringSchema.parse({ frozen: true, canaries: ['pilot'] })),
  ]).toEqual([true, false]);
});

test('[40] a branch that wants to be first has it with the first, one that wants to be last with all', () => {
  const { version } = manifest;
  const at = (percent: number, turn: 'first' | 'last') =>
    isInRing('branch', version, ringSchema.parse({ percent }), turn);
  expect([0, 1, 100].map((percent) => at(percent, 'first'))).toEqual([false, true, true]);
  expect([1, 99, 100].map((percent) => at(percent, 'last'))).toEqual([false, false, true]);
  expect(isInRing('branch', version, ringSchema.parse({ frozen: true }), 'first')).toBe(false);
});

test('[47] two minor versions back are looked after; what is older is only called old', () => {
  const server = versionSchema.parse('1.5.2');
  const age = (client: string) => ageOfClient(client, server).age;
  expect(['1.6.0', '1.5.2', '1.3.0', '1.2.9', '0.9.0', 'development'].map(age)).toEqual([
    'supported', 'supported', 'supported', 'old', 'old', 'unknown',
  ]); // prettier-ignore
  expect(ageOfClient('x', versionSchema.parse('1.1.0')).supportedFrom).toBe('1.0.0');
});

test('the schema keeps nothing that it does not know, so that nobody relies on what was not signed for', () => {
  expect(Object.keys(manifestSchema.parse({ ...manifest, more: 1 }))).toEqual(Object.keys(manifest));
});
