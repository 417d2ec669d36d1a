import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { Order, OrderLine } from '@galley/shared/domain/order.ts';
import { voidNeed } from '@galley/shared/wire/needs.ts';
import { pieces, thousand } from '@galley/shared/values/quantity.ts';
import { useState } from 'react';
import { changeNote } from '../../actions/change-note.ts';
import { changeQuantity } from '../../actions/change-quantity.ts';
import { removeLine } from '../../actions/remove-line.ts';
import { voidLine } from '../../actions/void-line.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { useApproval } from '../approval/use-approval.ts';
import { DiscountDialog } from '../later-screens.ts';
import { QuantityDialog, VoidDialog } from '../later-screens.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { AssignLine } from './assign-line.tsx';
import './line-actions.css';
import { NoteField } from './note-field.tsx';

/** What can be done with a line: anything before the kitchen has it, only to take it back with a reason after. */
export function LineActions({
  order,
  line,
  onDone,
}: {
  readonly order: Order;
  readonly line: OrderLine;
  readonly onDone: () => void;
}) {
  const { till, staff } = useSession();
  const { attempt, refusal } = useAttempt();
  const approve = useApproval();
  const [asking, setAsking] = useState(false);
  const [giving, setGiving] = useState(false);
  const [typing, setTyping] = useState(false);
  const orderId = order.id;
  const lineId = line.id;

  return (
    <div className="line-actions">
      {line.kitchen.state === 'unsent' && (
        <>
          {line.unit === undefined && (
            <Stepper
              label={t('quantity')}
              value={Math.round(line.quantity / thousand)}
              min={1}
              onChange={(count) =>
                attempt(changeQuantity(till, { orderId, lineId, quantity: pieces(count) }))
              }
            />
          )}
          <Button onClick={() => setTyping(true)}>
            {t(line.unit === undefined ? 'typeQuantity' : 'weighAgain')}
          </Button>
          <Button tone="loss" onClick={() => attempt(removeLine(till, { orderId, lineId }), onDone)}>
            {t('remove')}
          </Button>
          <NoteField
            note={line.note}
            onSave={(note) => attempt(changeNote(till, { orderId, lineId, note }), onDone)}
          />
          {typing && (
            <QuantityDialog
              line={line}
              onClose={() => setTyping(false)}
              onSet={(quantity) => {
                setTyping(false);
                attempt(changeQuantity(till, { orderId, lineId, quantity }));
              }}
            />
          )}
        </>
      )}
      {order.table !== null && line.kitchen.state !== 'voided' && <AssignLine order={order} line={line} />}
      {line.kitchen.state === 'sent' && (
        <>
          <p>{t('kitchenHasIt')}</p>
          <Button tone="loss" onClick={() => setAsking(true)}>
            {t('voidLine')}
          </Button>
        </>
      )}
      {line.kitchen.state !== 'voided' && (
        <Button onClick={() => setGiving(true)}>
          <Icon name="discount" size={20} />
          {t('discount')}
        </Button>
      )}
      {line.kitchen.state === 'voided' && <p>{t('lineIsVoid')}</p>}
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {giving && (
        <DiscountDialog orderId={orderId} line={line} onClose={() => setGiving(false)} onDone={onDone} />
      )}
      {asking && (
        <VoidDialog
          name={line.name}
          onClose={() => setAsking(false)}
          onVoid={(reason) => {
            setAsking(false);
            const wish = { need: voidNeed(line), what: t('voidTitle', { name: line.name }), reason };
            const takeBack = (approval?: Approval) =>
              voidLine(till, { orderId, lineId, reason, staffId: staff.id, approval });
            attempt(approve(wish, takeBack), onDone);
          }}
        />
      )}
    </div>
  );
}
