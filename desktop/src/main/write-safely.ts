import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** All of it or what was there before; on disk when it returns. */
export function writeSafely(file: string, text: string): void {
  const part = `${file}.part`;
  const descriptor = openSync(part, 'w');
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(part, file);
}
