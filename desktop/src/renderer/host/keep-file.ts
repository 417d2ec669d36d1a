import { ok } from '@galley/shared/values/result.ts';
import type { KeepFile } from '../black-box/keep-backup.ts';
import { bridge } from './bridge.ts';

/** The shell has a folder for it; a browser downloads it. */
export const keepFile: KeepFile = (file) => bridge()?.keepBackup(file) ?? Promise.resolve(download(file));

function download({ name, text }: Parameters<KeepFile>[0]): ReturnType<typeof ok<{ path: string }>> {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  return ok({ path: name });
}
