import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { endTraining } from '../../actions/begin-training.ts';
import type { Till } from '../../actions/till.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { useAttempt } from '../use-attempt.ts';
import './training-frame.css';

/** Everything that is done while somebody practises is seen through this, dialogs too; one tap leads out of it. */
export function TrainingFrame({ real, children }: { readonly real: Till; readonly children: ReactNode }) {
  const { attempt, busy } = useAttempt();
  return (
    <div className="training-frame">
      <div className="training-bar" role="status">
        <Icon name="warning" size={20} />
        <strong>{t('training')}</strong>
        <span>{t('trainingText')}</span>
        <Button disabled={busy} onClick={() => attempt(endTraining(real))}>
          {t('leaveTraining')}
        </Button>
      </div>
      {children}
      {createPortal(
        <div className="training-mark" aria-hidden="true">
          {[0, 1, 2].map((row) => (
            <span key={row}>{t('training')}</span>
          ))}
        </div>,
        document.body,
      )}
    </div>
  );
}
