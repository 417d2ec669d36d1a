import type { Artefact, Platform } from '@galley/shared/domain/release.ts';
import type { Offered } from './catalogue.ts';

/** The names that electron-updater asks for: the channel, then the machine. */
const feedPattern = /^(latest|beta)(-mac|-linux|-linux-arm64)?\.yml$/;
const machines: Readonly<Record<string, { readonly platform: Platform; readonly arm64: boolean | null }>> = {
  '': { platform: 'windows', arm64: null },
  '-mac': { platform: 'macos', arm64: null },
  '-linux': { platform: 'linux', arm64: false },
  '-linux-arm64': { platform: 'linux', arm64: true },
};

export function isFeedName(name: string): boolean {
  return feedPattern.test(name);
}

/**
 * What the updater reads; made from the signed manifest, never taken from the store, so that it cannot name another file.
 * Null: the release has nothing for that machine. A JSON text is a YAML text.
 */
export function feedOf({ manifest, files }: Offered, name: string): string | null {
  const [, channel, suffix = ''] = feedPattern.exec(name) ?? [];
  const machine = machines[suffix];
  if (!machine || manifest.channel !== (channel === 'beta' ? 'beta' : 'stable')) return null;
  const { platform, arm64 } = machine;
  const fitting = files
    .map(({ artefact }) => artefact)
    .filter(
      (each) => each.platform === platform && (arm64 === null || (each.architecture === 'arm64') === arm64),
    );
  const first = fitting.find((each) => ['nsis', 'zip', 'appImage'].includes(each.kind)) ?? fitting[0];
  if (!first) return null;
  return `${JSON.stringify({
    version: manifest.version,
    files: fitting.map((each) => ({ url: each.name, sha512: base64Of(each), size: each.size })),
    path: first.name,
    sha512: base64Of(first),
    releaseDate: manifest.releasedAt,
  })}\n`;
}

function base64Of({ sha512 }: Artefact): string {
  return Buffer.from(sha512, 'hex').toString('base64');
}
