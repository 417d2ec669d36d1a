import { open, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type ReleaseStore, releasePath, type StoredFile } from './store.ts';

/** A folder on this machine, or one that is mounted. */
export function createFolderStore(folder: string): ReleaseStore {
  return {
    async list() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
        (fault: unknown) => {
          if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
          throw fault;
        },
      );
      const files: StoredFile[] = [];
      for (const entry of entries) {
        // A link could lead out of the folder.
        if (!entry.isFile()) continue;
        const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
        if (!releasePath.test(path)) continue;
        const found = await look(join(folder, path));
        if (found) files.push({ path, ...found });
      }
      return files;
    },
    async open(file, range) {
      const handle = await open(join(folder, file.path)).catch(() => null); // gone since it was listed
      if (!handle) return null;
      // Of the handle, so that what is looked at is what is sent.
      const { size, mtimeMs } = await handle.stat();
      if (size !== file.size || tagOf(size, mtimeMs) !== file.tag) {
        await handle.close();
        return null;
      }
      return handle.createReadStream(range ?? {});
    },
  };
}

async function look(path: string): Promise<Pick<StoredFile, 'size' | 'tag'> | null> {
  const handle = await open(path).catch(() => null); // it went while the folder was read
  if (!handle) return null;
  const { size, mtimeMs } = await handle.stat();
  await handle.close();
  return { size, tag: tagOf(size, mtimeMs) };
}

function tagOf(size: number, mtimeMs: number): string {
  return `${size}-${mtimeMs}`;
}
