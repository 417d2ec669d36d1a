// npm run make-release -- --artefacts FOLDER --out FOLDER [--channel stable] [--days 180] [--notes-en TEXT] [--notes-bn TEXT]
// Writes <out>/<channel>/<version>/ as the server's /download reads it: the artefacts, `release.json` signed with Ed25519,
// SHA512SUMS. The private key comes from GALLEY_RELEASE_PRIVATE_KEY (PEM), its name from GALLEY_RELEASE_KEY_NAME.
// npm run make-release -- --new-key NAME --private FILE: makes a pair, writes the public half into
// shared/src/domain/release-keys.ts and the private half into FILE, which must not be there yet.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Artefact, artefactSchema, manifestSchema } from '@galley/shared/domain/release.ts';
import { instant } from '@galley/shared/values/time.ts';
import { z } from 'zod';
import { schemaVersion } from '@galley/desktop/schema-version.ts';

const day = 24 * 3_600_000;
/** `galley-1.5.0-windows-x64.exe`, as the builder names them. */
const artefactName =
  /^galley-(\d+\.\d+\.\d+)-(windows|macos|linux)-(x64|arm64|universal)\.(exe|dmg|zip|deb|rpm|AppImage)$/;
const kinds = { exe: 'nsis', dmg: 'dmg', zip: 'zip', deb: 'deb', rpm: 'rpm', AppImage: 'appImage' } as const;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { artefacts: text, out: text, channel: text, days: text, 'notes-en': text, 'notes-bn': text, chromium: text, 'new-key': text, private: text,
    keys: { type: 'string', default: 'shared/src/domain/release-keys.ts' } },
}); // prettier-ignore

if (values['new-key'] === undefined) await makeRelease();
else await makeKey(values['new-key']);

async function makeRelease(): Promise<void> {
  const { artefacts: from, out } = z.object({ artefacts: z.string(), out: z.string() }).parse(values);
  const channel = values.channel ?? 'stable';
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile('package.json', 'utf8')));
  const key = createPrivateKey(process.env['GALLEY_RELEASE_PRIVATE_KEY'] ?? '');
  const keyName = process.env['GALLEY_RELEASE_KEY_NAME'] ?? 'present';

  const names = await readdir(from);
  const artefacts: Artefact[] = [];
  for (const name of names.toSorted()) {
    const found = await readArtefact(from, name);
    if (!found) continue;
    if (found.version !== version) throw new Error(`${name} is not of version ${version}.`);
    artefacts.push(found.artefact);
  }
  const now = Date.now();
  const manifest = manifestSchema.parse({
    product: 'galley',
    format: 1,
    channel,
    version,
    releasedAt: instant(now),
    expiresAt: instant(now + Number(values.days ?? 180) * day),
    chromium: Number(values.chromium ?? (await readChromium(from))),
    schema: schemaVersion,
    notes: { en: values['notes-en'] ?? '', bn: values['notes-bn'] ?? '' },
    artefacts,
  });
  const place = join(out, channel, version);
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  const wanted = new Set(artefacts.map(({ name }) => name));
  for (const name of names) {
    const isBeside =
      name === 'sbom.cdx.json' || (name.endsWith('.blockmap') && wanted.has(name.slice(0, -9)));
    if (wanted.has(name) || isBeside) await copyFile(join(from, name), join(place, name));
  }
  const sums = artefacts.map(({ sha512, name }) => `${sha512}  ${name}\n`).join('');
  await writeFile(join(place, 'SHA512SUMS'), sums);
  const signed = JSON.stringify(manifest);
  const signature = sign(null, Buffer.from(signed), key).toString('base64url');
  // Last, because a release is there as soon as this file is.
  await writeFile(
    join(place, 'release.json'),
    JSON.stringify({ manifest: signed, signatures: [{ key: keyName, signature }] }),
  );
  console.log(
    `${place}: ${artefacts.length} files, signed by ${keyName} (${publicHalf(createPublicKey(key))})`,
  );
}

/** The workflow asks the Electron that it builds with, and writes the answer beside the artefacts. */
async function readChromium(from: string): Promise<number> {
  try {
    return Number.parseInt(await readFile(join(from, 'chromium.txt'), 'utf8'), 10);
  } catch (cause) {
    throw new Error('Say which Chromium is inside: --chromium 148, or a chromium.txt beside the artefacts.', {
      cause,
    });
  }
}

async function readArtefact(
  folder: string,
  name: string,
): Promise<{ version: string; artefact: Artefact } | null> {
  const [, version = '', platform, architecture, extension = ''] = artefactName.exec(name) ?? [];
  if (version === '') return null;
  const path = join(folder, name);
  const hash = createHash('sha512');
  for await (const part of createReadStream(path)) hash.update(part as Buffer); // no encoding was asked for
  const kind = Object.entries(kinds).find(([end]) => end === extension)?.[1];
  const { size } = await stat(path);
  return {
    version,
    artefact: artefactSchema.parse({ name, platform, architecture, kind, size, sha512: hash.digest('hex') }),
  };
}

async function makeKey(name: string): Promise<void> {
  const { private: file, keys } = z
    .object({
      private: z.string({ error: 'Say where the private half goes: --private FILE' }),
      keys: z.string(),
    })
    .parse(values);
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) throw new Error('A key has a plain name, such as present or next.');
  const source = await readFile(keys, 'utf8');
  const pinned = /(export const releaseKeys: ReleaseKeys = \{)([^}]*)\};/;
  const [, head, known = ''] = pinned.exec(source) ?? [];
  if (head === undefined) throw new Error(`${keys} has no releaseKeys.`);
  if (new RegExp(`\\b${name}:`).test(known)) throw new Error(`There is a key ${name} already.`);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  await writeFile(file, pem, { flag: 'wx', mode: 0o600 });
  const own = `${known.trimEnd()}\n  ${name}: '${publicHalf(publicKey)}',\n`;
  await writeFile(keys, source.replace(pinned, `${head}${own}};`));
  console.log(`The public half of ${name} stands in ${keys}: commit it before installers are built.`);
  console.log(
    `The private half is in ${file}: it is GALLEY_RELEASE_PRIVATE_KEY of whoever signs. Keep it off this machine.`,
  );
}

function publicHalf(key: KeyObject): string {
  return String(key.export({ format: 'jwk' }).x);
}
