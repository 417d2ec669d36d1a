import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { t } from './messages/t.ts';
import './reason-dialog.css';

/** For what is done only with a reason: the usual ones are one tap, any other is typed. */
export function ReasonDialog({
  title,
  reasons,
  confirm,
  onReason,
  onClose,
  children,
}: {
  readonly title: string;
  readonly reasons: readonly string[];
  /** On the button beside what was typed. */
  readonly confirm: string;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
  /** What it means. */
  readonly children: ReactNode;
}) {
  const [other, setOther] = useState('');
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="reason-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (other.trim() !== '') onReason(other.trim());
        }}
      >
        <p>{children}</p>
        <div className="reasons">
          {reasons.map((reason, index) => (
            <Button
              key={reason}
              size="large"
              onClick={() => onReason(reason)}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            >
              {reason}
            </Button>
          ))}
        </div>
        <div className="other">
          <Field
            label={t('reasonOther')}
            value={other}
            maxLength={120}
            onChange={(event) => setOther(event.currentTarget.value)}
          />
          <Button type="submit" tone="loss" disabled={other.trim() === ''}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
