import type { TillCodeAnswer } from '@galley/shared/wire/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';

/** A code large enough to be read across a room, letter by letter when it is read aloud. */
export function CodeDialog({
  name,
  answer,
  timeZone,
  onClose,
}: {
  readonly name: string;
  readonly answer: TillCodeAnswer;
  readonly timeZone: string;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title={t('codeTitle', { name })} onClose={onClose}>
      <div className="code-dialog">
        <p className="code">
          <span aria-hidden="true">{answer.code}</span>
          <span className="visually-hidden">{answer.code.split('').join(' ')}</span>
        </p>
        <p>{t('codeText', { time: formatTime(answer.expiresAt, timeZone) })}</p>
      </div>
    </Dialog>
  );
}
