import { useState } from 'react';
import { beginTraining } from '../../actions/begin-training.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useApproval } from '../approval/use-approval.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './training-button.css';

/** Leads into practice, after saying what it is; while somebody practises there is nothing to begin. */
export function TrainingButton() {
  const { till, staff } = useSession();
  const approve = useApproval();
  const { attempt, refusal, busy } = useAttempt();
  const [asking, setAsking] = useState(false);
  const [kitchen, setKitchen] = useState(false);
  if (till.db.training) return null;

  function begin(): void {
    setAsking(false); // the question for somebody's word may come in its place
    attempt(
      approve({ need: { permission: 'train' }, what: t('practise') }, (approval) =>
        beginTraining(till, { staffId: staff.id, approval, kitchen }),
      ),
    );
  }

  return (
    <>
      <Button tone="quiet" disabled={busy} onClick={() => setAsking(true)}>
        {t('practise')}
      </Button>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {asking && (
        <Dialog
          title={t('practise')}
          onClose={() => setAsking(false)}
          footer={
            <Button tone="wait" size="large" data-autofocus onClick={begin}>
              {t('beginTraining')}
            </Button>
          }
        >
          <div className="training-question">
            <p>{t('practiseText')}</p>
            <Check label={t('trainingKitchen')} checked={kitchen} onChange={setKitchen} />
          </div>
        </Dialog>
      )}
    </>
  );
}
