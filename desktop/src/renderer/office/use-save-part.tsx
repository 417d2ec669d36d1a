import { type MenuSave, type MenuSaved, menuSaveSchema } from '@galley/shared/wire/menu.ts';
import { type ReactNode, useState } from 'react';
import { saveMenuPart } from '../app/office-menu.ts';
import { t } from '../ui/messages/t.ts';
import { ConflictNotice, differencesOf } from './conflict-notice.tsx';
import { partWords } from './part-words.ts';

/**
 * Writes a part of the branch: a category, a tax, a station, a printer. What somebody else has made of it meanwhile is shown
 * beside what was to be saved (`conflict`), and whoever came second decides.
 */
export function useSavePart(
  nameOf: (id: string) => string,
  onSaved: () => void,
): {
  readonly save: (part: MenuSave) => void;
  readonly busy: boolean;
  readonly refusal: string | null;
  readonly refuse: (words: string) => void;
  readonly conflict: ReactNode;
} {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);

  async function save(part: MenuSave): Promise<void> {
    setBusy(true);
    setRefusal(null);
    setClash(null);
    const answer = await saveMenuPart(part);
    setBusy(false);
    if (!answer.ok) setRefusal(answer.message);
    else if (answer.value.kind === 'refused') setRefusal(answer.value.message);
    else if (answer.value.kind === 'conflict') setClash({ part, theirs: answer.value.theirs });
    else onSaved();
  }

  return {
    save: (part) => void save(part),
    busy,
    refusal,
    refuse: setRefusal,
    conflict: clash && shown(clash),
  };

  function shown({ part, theirs }: Clash): ReactNode {
    const known = menuSaveSchema.safeParse({ ...part, data: theirs.data });
    const isThere = known.success && known.data.data !== null;
    const by = theirs.by ?? t('anImport');
    return (
      <ConflictNotice
        by={by}
        at={theirs.at}
        differences={isThere ? differencesOf(partWords(part, nameOf), partWords(known.data, nameOf)) : null}
        takeLabel={t('leaveTheirs', { name: by })}
        onTake={() => {
          setClash(null);
          onSaved();
        }}
        onKeep={() => void save({ ...part, seen: theirs.revision })}
      />
    );
  }
}

type Clash = {
  readonly part: MenuSave;
  readonly theirs: Extract<MenuSaved, { kind: 'conflict' }>['theirs'];
};
