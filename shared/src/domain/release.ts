import { z } from 'zod';
import { ok, refuse, type Refusal, type Result } from '../values/result.ts';
import { instantSchema } from '../values/time.ts';
import { compareVersions, type Version, versionSchema } from '../values/version.ts';

/** A release of the installed app: what was made, for which machines, and who stands for it. */
export const platforms = ['windows', 'macos', 'linux'] as const;
export type Platform = (typeof platforms)[number];
export const architectures = ['x64', 'arm64', 'universal'] as const;
export type Architecture = (typeof architectures)[number];
export const artefactKinds = ['nsis', 'dmg', 'zip', 'appImage', 'deb', 'rpm'] as const;

export const artefactSchema = z.object({
  /** A plain file name, with version and platform in it. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/),
  platform: z.enum(platforms),
  architecture: z.enum(architectures),
  kind: z.enum(artefactKinds),
  size: z.int().min(1),
  /** Hexadecimal. */
  sha512: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Artefact = z.infer<typeof artefactSchema>;

export const channels = ['stable', 'beta'] as const;
export const manifestSchema = z.object({
  product: z.literal('galley'),
  format: z.literal(1),
  channel: z.enum(channels),
  version: versionSchema,
  releasedAt: instantSchema,
  /** A manifest that is offered after this is somebody's old one: a till that is kept on it would never hear of a fault. */
  expiresAt: instantSchema,
  /** Main number of the Chromium inside, and the version of the till's records: neither may ever go back. */
  chromium: z.int().min(1),
  schema: z.int().min(1),
  notes: z.object({ en: z.string(), bn: z.string() }),
  artefacts: z.array(artefactSchema).min(1).max(50),
  /** Keys that are not to be trusted any more, whoever else still lists them. */
  revokedKeys: z.array(z.string()).default([]),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** `release.json`: the manifest as the exact text that was signed, so that nobody has to agree on how to write JSON. */
export const signedReleaseSchema = z.object({
  manifest: z.string().max(256 * 1024),
  signatures: z
    .array(z.object({ key: z.string(), signature: z.string() }))
    .min(1)
    .max(4),
});
export type SignedRelease = z.infer<typeof signedReleaseSchema>;

/** The public keys that are pinned in this build (Ed25519, raw, base64url) by name: the present one and the next one. */
export type ReleaseKeys = { readonly [name: string]: string };
/** Checks an Ed25519 signature (base64url) over a text; a parameter, because each host has its own cryptography. */
export type CheckSignature = (text: string, signature: string, publicKey: string) => boolean;

export type ReleaseFault = Refusal<
  'malformed' | 'unknownKey' | 'badSignature' | 'expired' | 'wrongChannel' | 'lowerVersion' | 'wrongPlatform'
>;

/** Reads a release and says whether somebody with a pinned key stands for it, and whether it still counts. */
export function readRelease(
  text: string,
  trust: { readonly keys: ReleaseKeys; readonly check: CheckSignature; readonly now: number },
): Result<Manifest, ReleaseFault> {
  const release = signedReleaseSchema.safeParse(readJson(text));
  if (!release.success) return refuse('malformed', 'This is not a signed release.');
  const manifest = manifestSchema.safeParse(readJson(release.data.manifest));
  if (!manifest.success) return refuse('malformed', 'What was signed is not a release of Galley.');
  const { revokedKeys, expiresAt, version } = manifest.data;
  const known = release.data.signatures.filter(
    ({ key }) => Object.hasOwn(trust.keys, key) && !revokedKeys.includes(key),
  );
  if (known.length === 0)
    return refuse('unknownKey', 'Nobody whom this Galley knows has signed this release.');
  const isSigned = known.some(({ key, signature }) =>
    trust.check(release.data.manifest, signature, trust.keys[key] ?? ''),
  );
  if (!isSigned)
    return refuse('badSignature', 'The signature of this release is wrong: it was changed on its way.');
  if (Date.parse(expiresAt) <= trust.now) {
    return refuse('expired', `The release of ${version} is too old to be offered.`);
  }
  return ok(manifest.data);
}

/** The machine that asks for an update. */
export type Installed = {
  readonly channel: Manifest['channel'];
  readonly platform: Platform;
  readonly architecture: Architecture;
  readonly kind: Artefact['kind'];
  readonly version: Version;
  readonly schema: number;
  readonly chromium: number;
};

/** The one file of a release that may be put in place of what is installed. Only forward, on the same channel. */
export function chooseUpdate(manifest: Manifest, installed: Installed): Result<Artefact, ReleaseFault> {
  if (manifest.channel !== installed.channel) {
    return refuse('wrongChannel', `This is a release of the channel ${manifest.channel}.`);
  }
  const goesBack =
    compareVersions(manifest.version, installed.version) <= 0 ||
    manifest.schema < installed.schema ||
    manifest.chromium < installed.chromium;
  if (goesBack) return refuse('lowerVersion', `${manifest.version} is not newer than ${installed.version}.`);
  const file = manifest.artefacts.find(
    ({ platform, architecture, kind }) =>
      platform === installed.platform &&
      (architecture === installed.architecture || architecture === 'universal') &&
      kind === installed.kind,
  );
  return file ? ok(file) : refuse('wrongPlatform', `${manifest.version} has no file for this machine.`);
}

/** Whether the bytes that came are those that were signed for. */
export function checkArtefact(
  artefact: Artefact,
  file: { readonly size: number; readonly sha512: string },
): Result<null, Refusal<'wrongSize' | 'wrongHash'>> {
  if (file.size !== artefact.size) {
    return refuse('wrongSize', `${artefact.name} has ${file.size} bytes and not ${artefact.size}.`);
  }
  if (file.sha512 !== artefact.sha512) return refuse('wrongHash', `${artefact.name} is not what was signed.`);
  return ok(null);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
