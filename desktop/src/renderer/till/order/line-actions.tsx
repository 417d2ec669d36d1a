import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { OrderLine } from '@galley/shared/domain/order.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
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
import { DiscountDialog } from '../discount/discount-dialog.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './line-actions.css';
import { VoidDialog } from './void-dialog.tsx';

/** What can be done with a line: anything before the kitchen has it, only to take it back with a reason after. */
export function LineActions({
  orderId,
  line,
  onDone,
}: {
  readonly orderId: OrderId;
  readonly line: OrderLine;
  readonly onDone: () => void;
}) {
  const { till, staff } = useSession();
  const { attempt, refusal } = useAttempt();
  const approve = useApproval();
  const [asking, setAsking] = useState(false);
  const [giving, setGiving] = useState(false);
  const lineId = line.id;

  return (
    <div className="line-actions">
      {line.kitchen.state === 'unsent' && (
        <>
          <Stepper
            label={t('quantity')}
            value={Math.round(line.quantity / thousand)}
            min={1}
            onChange={(count) => attempt(changeQuantity(till, { orderId, lineId, quantity: pieces(count) }))}
          />
          <Button tone="loss" onClick={() => attempt(removeLine(till, { orderId, lineId }), onDone)}>
            {t('remove')}
          </Button>
          <NoteField
            note={line.note}
            onSave={(note) => attempt(changeNote(till, { orderId, lineId, note }), onDone)}
          />
        </>
      )}
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

function NoteField({ note, onSave }: { readonly note: string; readonly onSave: (note: string) => void }) {
  const [typed, setTyped] = useState(note);
  return (
    <form
      className="note"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(typed);
      }}
    >
      <Icon name="note" size={18} />
      <input
        value={typed}
        maxLength={120}
        aria-label={t('note')}
        placeholder={t('note')}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {typed.trim() !== note && <Button type="submit">{t('save')}</Button>}
    </form>
  );
}
