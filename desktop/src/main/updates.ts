import { spawn } from 'node:child_process';
import { chmod, copyFile, rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createPublicKey, verify } from 'node:crypto';
import type { Architecture, Artefact, CheckSignature, Installed } from '@galley/shared/domain/release.ts';
import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import type { Handlers } from './answer.ts';
import { fetchUpdate, mayInstall, type Ready, type UpdateOptions } from './fetch-update.ts';

export type UpdateHandlers = Pick<Handlers, 'fetchUpdate' | 'installUpdate' | 'reportHealthy'>;

/** Fetches updates for the page and puts one in place when the page's facts and the file agree. */
export function createUpdates(options: {
  readonly update: UpdateOptions;
  readonly putInPlace: (ready: Ready) => Promise<Result<Record<string, never>>>;
  /** The till is drawn: whatever was on trial works. */
  readonly healthy: () => void;
  readonly report: (fault: unknown) => void;
}): UpdateHandlers {
  let ready: Ready | null = null;
  return {
    async fetchUpdate({ branchId }) {
      try {
        const fetched = await fetchUpdate(options.update, branchId);
        if (!fetched.ok) return fetched;
        ready = fetched.value;
        return ok({ version: ready?.manifest.version ?? null });
      } catch (fault) {
        // A line that broke off: the rest comes the next time.
        options.report(fault);
        return refuse('offline', 'The update could not be fetched. It goes on by itself.');
      }
    },
    async installUpdate({ facts }) {
      if (!ready) return refuse('noUpdate', 'There is no update on this device.');
      const may = await mayInstall(ready, facts);
      return may.ok ? options.putInPlace(ready) : may;
    },
    reportHealthy() {
      options.healthy();
      return Promise.resolve(ok({}));
    },
  };
}

/** What is installed here, as far as a program can tell of itself. */
export function installedKind(platform: NodeJS.Platform, appImage: string | undefined): Artefact['kind'] {
  if (platform === 'win32') return 'nsis';
  if (platform === 'darwin') return 'dmg';
  if (appImage !== undefined) return 'appImage';
  return existsSync('/etc/debian_version') ? 'deb' : 'rpm';
}

export function installedPlatform(platform: NodeJS.Platform): Installed['platform'] {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'macos' : 'linux';
}

export function installedArchitecture(arch: string): Architecture {
  return arch === 'arm64' ? 'arm64' : 'x64';
}

/**
 * Windows runs the installer, which starts the new version. An AppImage is replaced, and the one before stays beside it.
 * What belongs to the system's own package manager a person installs.
 */
export async function putInPlace(
  { path, artefact }: Ready,
  host: {
    readonly appImage: string | undefined;
    readonly quit: () => void;
    readonly relaunch: () => void;
    /** The moment before the new version takes its place: how to come back is written down. */
    readonly begin: () => Promise<void>;
  },
): Promise<Result<Record<string, never>>> {
  if (artefact.kind === 'nsis') {
    await host.begin();
    spawn(path, ['--updated', '/S', '--force-run'], { detached: true, stdio: 'ignore' }).unref();
    host.quit();
    return ok({});
  }
  if (artefact.kind === 'appImage' && host.appImage !== undefined) {
    const { appImage } = host;
    await copyFile(appImage, `${appImage}.previous`);
    await host.begin();
    const next = `${appImage}.next`;
    await copyFile(path, next);
    await chmod(next, 0o755);
    await rename(next, appImage);
    host.relaunch();
    return ok({});
  }
  return refuse(
    'byHand',
    `The update is fetched and verified. Whoever looks after this device installs ${path}.`,
  );
}

/** Ed25519, with a public key as its 32 bytes in base64url. What is no key has signed nothing. */
export const checkSignature: CheckSignature = (text, signature, publicKey) => {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
};
