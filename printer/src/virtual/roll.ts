import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, type Instant, instant, instantSchema } from '@galley/shared/values/time.ts';
import { z } from 'zod';
import { pngOf } from './png.ts';
import type { Mark } from './marks.ts';
import { hasRed, renderPaper } from './render-paper.ts';
import { renderText } from './render-text.ts';

/** One paper that came out. `whole`: it ended with a cut; if not, it was torn off by a fault. */
export type Paper = {
  readonly id: number;
  readonly at: Instant;
  readonly text: string;
  readonly whole: boolean;
  readonly png: () => Buffer;
};

/** All the papers that came out of one virtual printer, the oldest first. */
export type Roll = {
  readonly papers: () => readonly Paper[];
  readonly add: (marks: readonly Mark[], whole: boolean) => void;
  readonly subscribe: (listener: (paper: Paper) => void) => () => void;
  /** Settles when everything is in the folder. */
  readonly flush: () => Promise<void>;
};

const paperRecordSchema = z.object({ id: z.int(), at: instantSchema, text: z.string(), whole: z.boolean() });
const keptPapers = 500;

/** In memory, and in a folder too if one is given, so that a restart finds them again. */
export async function openRoll(widthDots: number, clock: Clock, folder?: string): Promise<Roll> {
  const papers: Paper[] = folder ? await readFolder(folder) : [];
  const listeners = new Set<(paper: Paper) => void>();
  let writing: Promise<void> = Promise.resolve();
  let lastId = papers.at(-1)?.id ?? 0;

  function add(marks: readonly Mark[], whole: boolean): void {
    let drawn: Buffer | null = null;
    const png = (): Buffer =>
      (drawn ??= pngOf(
        renderPaper(marks, widthDots),
        hasRed(marks) ? renderPaper(marks, widthDots, 'red') : null,
      ));
    const paper: Paper = { id: (lastId += 1), at: instant(clock()), text: renderText(marks), whole, png };
    papers.push(paper);
    if (papers.length > keptPapers) papers.shift();
    if (folder) writing = writing.then(() => writePaper(folder, paper));
    for (const listener of listeners) listener(paper);
  }

  return {
    papers: () => papers,
    add,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: () => writing,
  };
}

async function writePaper(folder: string, paper: Paper): Promise<void> {
  const { png, ...record } = paper;
  const name = join(folder, String(paper.id).padStart(6, '0'));
  await writeFile(`${name}.png`, png());
  // The record comes last: a paper without one is not read back.
  await writeFile(`${name}.json`, JSON.stringify(record));
}

async function readFolder(folder: string): Promise<Paper[]> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .slice(-keptPapers);
  return Promise.all(
    names.map(async (name): Promise<Paper> => {
      const record = paperRecordSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
      const png = await readFile(join(folder, name.replace(/json$/, 'png')));
      return { ...record, png: () => png };
    }),
  );
}
