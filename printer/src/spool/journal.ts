import { copyFile, type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * A file of JSON lines that survives a power cut at any byte. Each line starts with its checksum. An append settles
 * only when the disk has it; appends that wait together share one sync.
 */
export type Journal = {
  /**
   * Settles when the entry is on the disk; rejects with a JournalFault. One that is not `durable` settles when the system
   * has it: it outlives this program, and the power only if a durable one came after it.
   */
  readonly append: (entry: unknown, durable?: boolean) => Promise<void>;
  /** Puts fewer lines in the place of all: what is still worth knowing. */
  readonly rewrite: (entries: () => readonly unknown[]) => Promise<void>;
  readonly lines: () => number;
  readonly close: () => Promise<void>;
};

export type OpenedJournal<Entry> = {
  readonly journal: Journal;
  readonly entries: readonly Entry[];
  /** Lines that cannot be read or understood; the file as it was is kept beside it. */
  readonly damaged: number;
};

export class JournalFault extends Error {
  override name = 'JournalFault';
}

type Work = {
  readonly entries: () => readonly unknown[];
  readonly replace: boolean;
  readonly durable: boolean;
  readonly resolve: () => void;
  readonly reject: (fault: JournalFault) => void;
};

/** `read` gives null for what is JSON but no entry, as a later version of this program may have written. */
export async function openJournal<Entry>(
  path: string,
  read: (json: unknown) => Entry | null,
): Promise<OpenedJournal<Entry>> {
  const { entries, damaged } = await readEntries(path, read);
  if (damaged > 0) await copyFile(path, `${path}.damaged`);
  const journal = await writeJournal(path);
  return { journal, entries, damaged };
}

async function readEntries<Entry>(
  path: string,
  read: (json: unknown) => Entry | null,
): Promise<{ entries: Entry[]; damaged: number }> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw new JournalFault(`The print journal ${path} cannot be read.`, { cause });
  });
  const lines = text.split('\n');
  const entries: Entry[] = [];
  let damaged = 0;
  for (const [index, line] of lines.entries()) {
    const json = line.slice(9);
    const whole = line === lineOf(json);
    const entry = whole ? read(JSON.parse(json)) : null;
    if (entry !== null) entries.push(entry);
    // The last line was being written when the power went: nobody was told that it was kept.
    else if (whole || (line !== '' && index < lines.length - 1)) damaged += 1;
  }
  return { entries, damaged };
}

async function writeJournal(path: string): Promise<Journal> {
  let file: FileHandle = await open(path, 'a');
  let lines = 0;
  // A torn line may end the file, from the last run or from a full disk; a fresh line keeps it apart.
  let torn = true;
  let waiting: Work[] = [];
  let running: Promise<void> | null = null;

  function queue(entries: () => readonly unknown[], replace: boolean, durable: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.push({ entries, replace, durable, resolve, reject });
      running ??= run();
    });
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const first = waiting[0];
      const batch = first?.replace ? waiting.splice(0, 1) : waiting.splice(0, appendsAhead());
      try {
        await (first?.replace
          ? replaceAll(first.entries())
          : appendAll(
              batch.flatMap((work) => work.entries()),
              batch.some((work) => work.durable),
            ));
        for (const work of batch) work.resolve();
      } catch (cause) {
        torn = true;
        const fault = new JournalFault('The print journal cannot be written. Is the disk full?', { cause });
        for (const work of batch) work.reject(fault);
      }
    }
    running = null;
  }

  function appendsAhead(): number {
    const next = waiting.findIndex((work) => work.replace);
    return next === -1 ? waiting.length : next;
  }

  async function appendAll(entries: readonly unknown[], durable: boolean): Promise<void> {
    await file.appendFile((torn ? '\n' : '') + entries.map(entryLine).join(''));
    if (durable) await file.datasync();
    torn = false;
    lines += entries.length;
  }

  async function replaceAll(entries: readonly unknown[]): Promise<void> {
    const fresh = await open(`${path}.new`, 'w');
    try {
      await fresh.appendFile(entries.map(entryLine).join(''));
      await fresh.datasync();
      await rename(`${path}.new`, path);
    } catch (cause) {
      await fresh.close();
      throw cause;
    }
    // From the rename on every append must go to the new file, whatever else fails.
    const old = file;
    file = fresh;
    torn = false;
    lines = entries.length;
    await old.close();
    await syncFolder(dirname(path));
  }

  return {
    append: (entry, durable = true) => queue(() => [entry], false, durable),
    rewrite: (entries) => queue(entries, true, true),
    lines: () => lines,
    close: async () => {
      await running;
      await file.close();
    },
  };
}

/** Without this the new name could be lost with the power, and the old file with it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // Windows cannot open a folder; it orders renames by itself
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

function entryLine(entry: unknown): string {
  return `${lineOf(JSON.stringify(entry))}\n`;
}

function lineOf(json: string): string {
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}`;
}
