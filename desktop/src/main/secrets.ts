import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import { z } from 'zod';
import type { Handlers } from './answer.ts';

/** As much of Electron's safeStorage as we use. */
export type SafeStorage = {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
  getSelectedStorageBackend?(): string;
};

/**
 * How well this system keeps a secret. `weak`: it is written with a key that everybody knows, or in the clear, so the disk
 * has to be encrypted; the till says so. `system`: other users and other machines cannot read it; programs of the same user can.
 */
export type Protection = 'system' | 'weak';

export function protectionOf(storage: SafeStorage, platform: NodeJS.Platform): Protection {
  if (!storage.isEncryptionAvailable()) return 'weak';
  if (platform !== 'linux') return 'system';
  const backend = storage.getSelectedStorageBackend?.() ?? 'unknown';
  return ['basic_text', 'unknown'].includes(backend) ? 'weak' : 'system';
}

const fileSchema = z.object({ sealed: z.boolean(), value: z.string() });
const secretsSchema = z.record(z.string(), fileSchema);

export type SecretHandlers = Pick<Handlers, 'keepSecret' | 'readSecret'>;

/**
 * A file beside the profile with what the till must not lose and nobody else should read: its signing key, so that a wiped
 * profile does not need a new code. Sealed by the system's own store where there is one.
 */
export function createSecrets(options: {
  readonly file: string;
  readonly storage: SafeStorage;
  readonly platform: NodeJS.Platform;
  readonly report: (fault: unknown) => void;
}): SecretHandlers {
  const { file, storage, platform, report } = options;
  let last: Promise<unknown> = Promise.resolve();

  return {
    keepSecret({ name, value }) {
      const next = last.then(async () => {
        const protection = protectionOf(storage, platform);
        const sealed = storage.isEncryptionAvailable();
        const text = sealed ? storage.encryptString(value).toString('base64') : value;
        await write({ ...(await readAll()), [name]: { sealed, value: text } });
        return ok({ protection });
      });
      last = next.catch(() => undefined); // whoever asked hears it; the next one has its turn all the same
      return next;
    },
    async readSecret({ name }) {
      await last;
      const kept = (await readAll())[name];
      if (!kept) return ok({ value: null, protection: protectionOf(storage, platform) });
      const opened = openSealed(kept);
      if (!opened.ok) return opened;
      return ok({ value: opened.value, protection: protectionOf(storage, platform) });
    },
  };

  /** The system's store may be another one than before: a new user, a moved disk, a keyring that was begun anew. */
  function openSealed({ sealed, value }: z.infer<typeof fileSchema>): Result<string> {
    if (!sealed) return ok(value);
    try {
      return ok(storage.decryptString(Buffer.from(value, 'base64')));
    } catch (fault) {
      report(fault);
      return refuse(
        'sealed',
        'This system cannot open what it once sealed. Enrol this till again; its sales are safe.',
      );
    }
  }

  async function readAll(): Promise<z.infer<typeof secretsSchema>> {
    try {
      return secretsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (fault) {
      const isMissing = fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
      if (!isMissing) report(fault);
      return {};
    }
  }

  async function write(secrets: z.infer<typeof secretsSchema>): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const part = `${file}.part`;
    const handle = await open(part, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(secrets));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(part, 0o600);
    await rename(part, file);
  }
}

/** Beside the profile, as the black box: they are needed together. */
export function secretsFile(profile: string): string {
  return `${profile} secrets.json`;
}
