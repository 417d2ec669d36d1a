import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import './void-dialog.css';

/** Food that was ordered from the kitchen is taken back only with a reason; the usual ones are one tap. */
export function VoidDialog({
  name,
  onVoid,
  onClose,
}: {
  readonly name: string;
  readonly onVoid: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const [other, setOther] = useState('');
  const reasons = [
    t('reasonChangedMind'),
    t('reasonWrongItem'),
    t('reasonTooSlow'),
    t('reasonNotGood'),
    t('reasonNone'),
  ];
  return (
    <Dialog title={t('voidTitle', { name })} onClose={onClose}>
      <form
        className="void-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (other.trim() !== '') onVoid(other.trim());
        }}
      >
        <p>{t('voidExplained')}</p>
        <div className="reasons">
          {reasons.map((reason, index) => (
            <Button
              key={reason}
              size="large"
              onClick={() => onVoid(reason)}
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
            {t('voidLine')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
