import { expect, test } from 'vitest';
import { ok, refuse } from '@galley/shared/values/result.ts';
import { present, setup } from './world.ts';
import { readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { sealKey, unsealKey } from '../src/renderer/sync/sealed-key.ts';
import { createKeys } from '../src/renderer/sync/signer.ts';

function createVault() {
  const kept = new Map<string, string>();
  return {
    kept,
    keepSecret({ name, value }: { name: string; value: string }) {
      kept.set(name, value);
      return Promise.resolve(ok({ protection: 'system' as const }));
    },
    readSecret: ({ name }: { name: string }) =>
      Promise.resolve(ok({ value: kept.get(name) ?? null, protection: 'system' as const })),
  };
}

test('[31] a till that was wiped has its key again, and it is one that no script can read', async () => {
  const [till, vault] = [await setup(), createVault()];
  const identity = present(await readMeta(till.db, 'identity'));
  const { privateKey, publicKey } = await createKeys(true);
  const kept = await sealKey(vault, identity, privateKey);
  await till.db.meta.delete('signingKey');
  await writeMeta(till.db, 'rebuilt', { entries: 3 });
  expect(await unsealKey(vault, till.db)).toBe(true);
  const again = present(await readMeta(till.db, 'signingKey'));
  expect([kept.extractable, again.extractable, await readMeta(till.db, 'rebuilt')]).toEqual([
    false,
    false,
    undefined,
  ]);
  const bytes = new TextEncoder().encode('a request');
  const key = await crypto.subtle.importKey('raw', Buffer.from(publicKey, 'base64url'), 'Ed25519', false, [
    'verify',
  ]);
  expect(
    await crypto.subtle.verify('Ed25519', key, await crypto.subtle.sign('Ed25519', again, bytes), bytes),
  ).toBe(true);
});

test('[31] the key of another enrolment, and a store that does not open, change nothing', async () => {
  const [till, vault] = [await setup(), createVault()];
  const identity = present(await readMeta(till.db, 'identity'));
  const { privateKey } = await createKeys(true);
  await sealKey(vault, { ...identity, incarnation: 2 }, privateKey);
  expect(await unsealKey(vault, till.db)).toBe(false);
  const closed = { ...vault, readSecret: () => Promise.resolve(refuse('sealed', 'no')) };
  expect(await unsealKey(closed, till.db)).toBe(false);
  const broken = { ...vault, keepSecret: () => Promise.reject(new Error('gone')) };
  expect((await sealKey(broken, identity, privateKey)).extractable).toBe(false);
});
