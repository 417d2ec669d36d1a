import { type Result } from '@galley/shared/values/result.ts';
import { readBackup } from '../../black-box/read-backup.ts';
import { restore } from '../../black-box/restore.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useAttempt } from '../use-attempt.ts';

/** A new device in place of a lost one begins with what the lost one had not sent; a code makes it that till again. */
export function RestoreHere({ db }: { readonly db: GalleyDatabase }) {
  const { attempt, refusal } = useAttempt();

  async function take(text: string): Promise<Result<unknown>> {
    const backup = readBackup(text);
    if (backup.ok) await restore(db, backup.value);
    return backup;
  }

  return (
    <div className="restore-here">
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <FileButton accept=".galley" onText={(text) => attempt(take(text))}>
        {t('readBackup')}
      </FileButton>
    </div>
  );
}
