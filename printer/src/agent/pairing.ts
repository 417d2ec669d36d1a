import { createHash, randomBytes, randomInt } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Who may print: a till shows once that its user can read this machine's screen, and gets a token of its own. */
export type Pairing = {
  /** The token for a right code, which is used up by it; null for a wrong one. */
  readonly pair: (code: string) => Promise<string | null>;
  readonly knows: (token: string) => boolean;
};

export type PairingSetting = {
  readonly folder: string;
  /** Codes to begin with, each good for one till; without any, one is made up. */
  readonly codes: readonly string[];
  /** Told whenever a code is made up, to show it to the person at this machine. */
  readonly announce: (code: string) => void;
};

const tokensSchema = z.object({ sha256: z.array(z.string()) });
const wrongCodesAllowed = 10;

/** Only the hashes of the tokens are kept: whoever reads the file cannot print with it. */
export async function openPairing({ folder, codes, announce }: PairingSetting): Promise<Pairing> {
  const path = join(folder, 'tokens.json');
  await mkdir(folder, { recursive: true });
  const hashes = new Set(await readHashes(path));
  const open = new Set(codes);
  let wrong = 0;
  let saving: Promise<void> = Promise.resolve();
  if (open.size === 0) makeUpCode();

  function makeUpCode(): void {
    const code = String(randomInt(0, 100_000_000)).padStart(8, '0');
    open.add(code);
    announce(code);
  }

  async function pair(code: string): Promise<string | null> {
    if (!open.delete(code.trim())) {
      wrong += 1;
      // Guessing must not get anywhere: after some wrong codes the old ones are void.
      if (wrong % wrongCodesAllowed === 0) {
        open.clear();
        makeUpCode();
      }
      return null;
    }
    if (open.size === 0) makeUpCode();
    const token = randomBytes(32).toString('base64url');
    hashes.add(hashOf(token));
    saving = saving.then(() => writeHashes(path, [...hashes]));
    await saving;
    return token;
  }

  return { pair, knows: (token) => hashes.has(hashOf(token)) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

async function readHashes(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '{"sha256":[]}';
    throw cause;
  });
  return tokensSchema.parse(JSON.parse(text)).sha256;
}

async function writeHashes(path: string, sha256: readonly string[]): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify({ sha256 }), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
