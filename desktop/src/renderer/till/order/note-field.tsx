import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { NoteEntry } from '../options/note-entry.tsx';
import './note-field.css';

/** What the kitchen is told about a line that it does not have yet. */
export function NoteField({
  note,
  onSave,
}: {
  readonly note: string;
  readonly onSave: (note: string) => void;
}) {
  const [typed, setTyped] = useState(note);
  return (
    <form
      className="note-field"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(typed);
      }}
    >
      <NoteEntry note={typed} onChange={setTyped} />
      {typed.trim() !== note && <Button type="submit">{t('save')}</Button>}
    </form>
  );
}
