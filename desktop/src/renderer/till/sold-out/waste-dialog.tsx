import type { Product } from '@galley/shared/domain/menu.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { useState } from 'react';
import { recordWaste } from '../../actions/record-waste.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { useApproval } from '../approval/use-approval.ts';
import { ReasonChoice } from '../reason-choice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './waste-dialog.css';

/** Something is gone without having been sold: how many, and what happened. */
export function WasteDialog({
  product,
  onClose,
}: {
  readonly product: Product;
  readonly onClose: () => void;
}) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const [count, setCount] = useState(1);
  const [reason, setReason] = useState('');
  const usual = [t('wasteFell'), t('wasteSpoilt'), t('wasteBurnt'), t('wasteStaffMeal')];

  function record(): void {
    const wish = { need: { permission: 'moveStock' }, what: `${t('wasteTitle')}: ${product.name}` } as const;
    const waste = { productId: product.id, quantity: pieces(count), reason, staffId: staff.id };
    attempt(
      approve(wish, (approval) => recordWaste(till, { ...waste, approval })),
      onClose,
    );
  }

  return (
    <Dialog
      title={`${t('wasteTitle')}: ${product.name}`}
      onClose={onClose}
      footer={
        <Button tone="loss" size="large" disabled={busy || reason.trim() === ''} onClick={record}>
          {t('wasteRecord')}
        </Button>
      }
    >
      <div className="waste-dialog">
        <Stepper label={t('stockHowMuch')} value={count} min={1} max={999} onChange={setCount} />
        <ReasonChoice usual={usual} reason={reason} onReason={setReason} />
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      </div>
    </Dialog>
  );
}
