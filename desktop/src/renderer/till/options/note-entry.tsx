import { t } from '../../ui/messages/t.ts';
import '../../ui/pills.css';
import './note-entry.css';

/** Words for the kitchen, and the usual ones as one tap each: a second tap takes them out again. */
export function NoteEntry({
  note,
  autoFocus = false,
  onChange,
}: {
  readonly note: string;
  readonly autoFocus?: boolean;
  readonly onChange: (note: string) => void;
}) {
  const said = note.split(', ').filter(Boolean);
  return (
    <div className="note-entry">
      <label>
        <span>{t('note')}</span>
        <input
          value={note}
          maxLength={120}
          placeholder={t('noteHint')}
          onChange={(event) => onChange(event.currentTarget.value)}
          {...(autoFocus ? { 'data-autofocus': true } : {})}
        />
      </label>
      <div className="pills" role="group" aria-label={t('quickNotes')}>
        {t('quickNoteList')
          .split(', ')
          .map((words) => (
            <button
              key={words}
              type="button"
              aria-pressed={said.includes(words)}
              onClick={() =>
                onChange(
                  (said.includes(words) ? said.filter((each) => each !== words) : [...said, words]).join(
                    ', ',
                  ),
                )
              }
            >
              {words}
            </button>
          ))}
      </div>
    </div>
  );
}
