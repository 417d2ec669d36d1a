import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import type { Handlers } from './answer.ts';

/** The channels of the till's black box. */
export type BoxHandlers = Pick<Handlers, 'readBlackBox' | 'appendBlackBox' | 'replaceBlackBox'>;

/** Beside the profile, never inside: whoever wipes the one does not wipe the other. */
export function blackBoxFolder(profile: string): string {
  return `${profile} black box`;
}

/**
 * Keeps the text of the black box in files of a folder: one segment a file, with a number for a name. What was written
 * is on disk when it answers. Faults of the disk come back in words; the till sells on.
 */
export function createBlackBoxFiles(folder: string): BoxHandlers {
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time, in the order in which they were asked. */
  function inTurn<T>(work: () => Promise<T>): Promise<Result<T>> {
    const next = last.then(async () => {
      try {
        await mkdir(folder, { recursive: true });
        return ok(await work());
      } catch (fault) {
        if (!(fault instanceof Error && 'code' in fault)) throw fault;
        return refuse('disk', `The black box cannot be written (${String(fault.code)}).`);
      }
    });
    last = next.catch(() => undefined); // whoever asked hears it; the next one has its turn all the same
    return next;
  }

  async function names(): Promise<number[]> {
    const found = (await readdir(folder)).map((name) => Number(/^(\d+)\.log$/.exec(name)?.[1]));
    return found.filter((number) => number > 0).sort((a, b) => a - b);
  }
  const path = (name: number) => join(folder, `${name}.log`);

  return {
    readBlackBox: ({ lastBytes }) =>
      inTurn(async () => {
        const segments: string[] = [];
        let bytes = 0;
        for (const name of await names()) {
          const read = await readEnd(path(name), lastBytes);
          bytes = read.bytes;
          segments.push(read.text);
        }
        return { segments, bytes };
      }),
    appendBlackBox: ({ text }) =>
      inTurn(async () => ({ bytes: await writeDurably(path((await names()).at(-1) ?? 1), 'a', text) })),
    replaceBlackBox: ({ text }) =>
      inTurn(async () => {
        const old = await names();
        const bytes = await writeDurably(path((old.at(-1) ?? 0) + 1), 'w', text);
        await syncFolder(folder);
        for (const name of old) await rm(path(name));
        return { bytes };
      }),
  };
}

async function readEnd(path: string, lastBytes: number | null) {
  return withFile(path, 'r', async (file) => {
    const bytes = (await file.stat()).size;
    const from = lastBytes === null ? 0 : Math.max(bytes - lastBytes, 0);
    const buffer = Buffer.alloc(bytes - from);
    await file.read(buffer, 0, buffer.length, from);
    return { bytes, text: buffer.toString('utf8') };
  });
}

export async function writeDurably(path: string, flag: 'a' | 'w', text: string): Promise<number> {
  return withFile(path, flag, async (file) => {
    await file.writeFile(text);
    await file.sync();
    return (await file.stat()).size;
  });
}

/** So that a file's name is on disk, too. Windows has no such thing and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await withFile(folder, 'r', (directory) => directory.sync());
}

async function withFile<T>(path: string, flag: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flag);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
