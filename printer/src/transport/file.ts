import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Connection } from './transport.ts';

/** Appends the bytes to a file (`file:///...`): for looking at them, and for devices that take a plain file. */
export async function openFile(address: string): Promise<Connection> {
  const file = await open(fileURLToPath(address), 'a');
  let end = (): void => undefined;
  const closed = new Promise<void>((resolve) => (end = resolve));
  return {
    closed,
    listen: () => undefined, // a file never answers
    write: async (bytes) => {
      await file.appendFile(bytes);
    },
    close: async () => {
      await file.datasync();
      await file.close();
      end();
    },
  };
}
