import type { BoxAnswer, BoxQuestion } from '../black-box-contract.ts';

/**
 * The black box in the origin-private file system: only a worker may write there so that it is on disk at once. One
 * segment is a file with a number for a name; the newest stays open.
 */
const folderName = 'black-box';
let newest: { readonly name: number; readonly file: FileSystemSyncAccessHandle } | null = null;
let last: Promise<unknown> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<BoxQuestion>) => {
  // One at a time, in the order in which they were asked.
  last = last.then(() => answer(data));
});

async function answer(question: BoxQuestion): Promise<void> {
  let told: BoxAnswer;
  try {
    told = { id: question.id, ok: true, value: await work(question) };
  } catch (fault) {
    told = { id: question.id, ok: false, message: fault instanceof Error ? fault.message : String(fault) };
  }
  self.postMessage(told);
}

async function work(question: BoxQuestion): Promise<unknown> {
  const folder = await (
    await navigator.storage.getDirectory()
  ).getDirectoryHandle(folderName, {
    create: true,
  });
  switch (question.ask) {
    case 'read':
      return read(folder, question.lastBytes);
    case 'append':
      newest ??= await open(folder, (await names(folder)).at(-1) ?? 1);
      return write(newest.file, newest.file.getSize(), question.text);
    case 'replace':
      return replace(folder, question.text);
  }
}

async function read(folder: FileSystemDirectoryHandle, lastBytes: number | null) {
  const found = await names(folder);
  const segments: string[] = [];
  let bytes = 0;
  for (const name of found) {
    const { file } = newest?.name === name ? newest : await open(folder, name);
    bytes = file.getSize();
    const from = lastBytes === null ? 0 : Math.max(bytes - lastBytes, 0);
    const buffer = new Uint8Array(bytes - from);
    file.read(buffer, { at: from });
    segments.push(new TextDecoder().decode(buffer));
    if (newest?.name !== name) file.close();
  }
  return { segments, bytes };
}

async function replace(folder: FileSystemDirectoryHandle, text: string): Promise<number> {
  const old = await names(folder);
  newest?.file.close();
  newest = await open(folder, (old.at(-1) ?? 0) + 1);
  newest.file.truncate(0);
  const bytes = write(newest.file, 0, text);
  for (const name of old) await folder.removeEntry(fileName(name));
  return bytes;
}

function write(file: FileSystemSyncAccessHandle, at: number, text: string): number {
  const bytes = new TextEncoder().encode(text);
  if (file.write(bytes, { at }) !== bytes.length) throw new Error('There is no room left on this device.');
  file.flush();
  return at + bytes.length;
}

async function open(folder: FileSystemDirectoryHandle, name: number) {
  const handle = await folder.getFileHandle(fileName(name), { create: true });
  return { name, file: await handle.createSyncAccessHandle() };
}

async function names(folder: FileSystemDirectoryHandle): Promise<number[]> {
  const found: number[] = [];
  for await (const name of folder.keys()) {
    const number = Number(/^(\d+)\.log$/.exec(name)?.[1]);
    if (number > 0) found.push(number);
  }
  return found.sort((a, b) => a - b);
}

function fileName(name: number): string {
  return `${name}.log`;
}
