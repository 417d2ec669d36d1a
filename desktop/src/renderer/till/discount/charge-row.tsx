import type { Order } from '@galley/shared/domain/order.ts';
import { chargeFor } from '@galley/shared/domain/charge.ts';
import { formatRate } from '@galley/shared/values/tax-rate.ts';
import { useState } from 'react';
import { removeCharge } from '../../actions/remove-charge.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useApproval } from '../approval/use-approval.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';

/** The service charge of an order: taken off for a reason by those who may, and put back by anybody. */
export function ChargeRow({ order, onDone }: { readonly order: Order; readonly onDone: () => void }) {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const [reason, setReason] = useState('');
  const rule = chargeFor({ type: order.type, guests: order.guests }, branch.charges);
  if (!rule) return null;
  const name = `${rule.name} ${numeral(formatRate(rule.rate))} %`;
  const target = { orderId: order.id, staffId: staff.id };

  if (order.chargeRemoved)
    return (
      <section className="charge-row" aria-label={rule.name}>
        <p>{t('chargeIsOff', { name, reason: order.chargeRemoved.reason })}</p>
        <Button
          disabled={busy}
          onClick={() => attempt(removeCharge(till, { ...target, reason: null }), onDone)}
        >
          {t('chargeBack')}
        </Button>
      </section>
    );

  function takeOff(): void {
    const wish = { need: { permission: 'removeCharge' as const }, what: t('chargeOff', { name }), reason };
    attempt(
      approve(wish, (approval) => removeCharge(till, { ...target, reason, approval })),
      onDone,
    );
  }

  return (
    <form
      className="charge-row"
      aria-label={rule.name}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '' && !busy) takeOff();
      }}
    >
      <Field
        label={t('chargeOff', { name })}
        placeholder={t('why')}
        value={reason}
        maxLength={120}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" disabled={reason.trim() === '' || busy}>
        {t('chargeTakeOff')}
      </Button>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
    </form>
  );
}
