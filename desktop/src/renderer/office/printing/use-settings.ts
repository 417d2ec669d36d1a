import type { Branch } from '@galley/shared/domain/branch.ts';
import { refuse, type Result } from '@galley/shared/values/result.ts';
import type { BranchSettings } from '@galley/shared/wire/branch-settings.ts';
import { branchSettingsSchema } from '@galley/shared/wire/branch-settings.ts';
import { useState } from 'react';
import { saveBranchSettings } from '../../app/office-branch.ts';
import { t } from '../../ui/messages/t.ts';
import { settingsOf } from './queries.ts';

/**
 * A part of the branch's settings as a person is changing it. Only that part is written over what the branch has by
 * then, so that who edits the routes does not take back somebody's new logo.
 */
export function useSettings(branch: Branch) {
  const [draft, setDraft] = useState<Partial<BranchSettings> | null>(null);
  const [answer, setAnswer] = useState<Result<null> | null>(null);
  const settings = { ...settingsOf(branch), ...draft };

  async function save(): Promise<void> {
    const wanted = branchSettingsSchema.safeParse(settings);
    const saved = wanted.success
      ? await saveBranchSettings(wanted.data)
      : refuse('malformed', t('settingsTooLong'));
    setAnswer(saved);
    if (saved.ok) setDraft(null);
  }

  return {
    settings,
    changed: draft !== null,
    answer,
    change: (part: Partial<BranchSettings>) => {
      setDraft({ ...draft, ...part });
      setAnswer(null);
    },
    undo: () => setDraft(null),
    save,
  };
}
