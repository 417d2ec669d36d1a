import type { MenuSave } from '@galley/shared/wire/menu.ts';
import { saveMenuPart } from '../../app/office-menu.ts';
import { t } from '../../ui/messages/t.ts';

/** Writes a part of the branch; answers why it could not be, in words; null: it is written. */
export async function savePart(part: MenuSave): Promise<string | null> {
  const answer = await saveMenuPart(part);
  if (!answer.ok) return answer.message;
  if (answer.value.kind === 'refused') return answer.value.message;
  if (answer.value.kind === 'conflict')
    return t('changedByOther', { name: answer.value.theirs.by ?? t('anImport') });
  return null;
}
