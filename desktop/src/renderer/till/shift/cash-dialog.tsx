import type { DrawerKind } from '@galley/shared/domain/cash-movement.ts';
import { noMoney } from '@galley/shared/values/money.ts';
import { cashNeed } from '@galley/shared/wire/needs.ts';
import { useState } from 'react';
import { moveCash } from '../../actions/move-cash.ts';
import { AmountEntry } from '../../ui/amount-entry.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useApproval } from '../approval/use-approval.ts';
import { typedAmount } from '../../ui/typed-amount.ts';
import { ReasonChoice } from '../reason-choice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './cash-dialog.css';

const titles = {
  in: 'cashInTitle',
  out: 'cashOutTitle',
  drop: 'cashDropTitle',
  noSale: 'noSaleTitle',
} as const;
/** The usual reasons are one tap. */
const reasons: Readonly<Record<DrawerKind, readonly MessageKey[]>> = {
  in: ['reasonChangeFromBank', 'reasonReturnedChange'],
  out: ['reasonShopping', 'reasonSupplier', 'reasonWages'],
  drop: ['reasonTooMuchCash', 'reasonEndOfRush'],
  noSale: ['reasonChangeForGuest', 'reasonCheckCash'],
};

/** How much, why, and the drawer opens. */
export function CashDialog({ kind, onClose }: { readonly kind: DrawerKind; readonly onClose: () => void }) {
  const { till, staff, branch } = useSession();
  const { currency } = branch;
  const approve = useApproval();
  const { attempt, refusal, busy } = useAttempt();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const amount = typedAmount(typed, currency) ?? noMoney;
  const hasAmount = kind !== 'noSale';
  const ready = reason.trim() !== '' && (!hasAmount || amount > 0);
  const what = hasAmount ? `${t(titles[kind])} ${formatMoney(amount, currency)}` : t(titles[kind]);

  function submit(): void {
    if (!ready || busy) return;
    const wish = { need: cashNeed({ kind, amount }), what, reason };
    const moved = approve(wish, (approval) =>
      moveCash(till, { kind, amount, reason, staffId: staff.id, approval }),
    );
    attempt(moved, onClose);
  }

  return (
    <Dialog title={t(titles[kind])} wide={hasAmount} onClose={onClose}>
      <form
        // Digits are the amount, whatever was touched before.
        data-autofocus
        tabIndex={-1}
        className={`cash-dialog ${hasAmount ? '' : 'narrow'}`}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {hasAmount && (
          <AmountEntry
            label={t('amount')}
            typed={typed}
            currency={currency}
            left="00"
            onTyped={setTyped}
            onEnter={submit}
          />
        )}
        <div className="why">
          <ReasonChoice
            usual={reasons[kind].map((key) => t(key))}
            reason={reason}
            most={200}
            onReason={setReason}
          />
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          <Button type="submit" tone="money" size="huge" disabled={!ready || busy}>
            {hasAmount ? what : t('openDrawer')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
