import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Discount } from '@galley/shared/domain/discount.ts';
import { comped, discountOf } from '@galley/shared/domain/discount.ts';
import { liveLines, type Order, type OrderLine } from '@galley/shared/domain/order.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { exponentOf, subtract } from '@galley/shared/values/money.ts';
import { percent } from '@galley/shared/values/tax-rate.ts';
import { discountNeed, grossOf } from '@galley/shared/wire/needs.ts';
import { useState } from 'react';
import { giveDiscount, type Off, takeDiscountBack } from '../../actions/give-discount.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { NumberEntry } from '../../ui/number-entry.tsx';
import { numeral } from '../../ui/numeral.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useApproval } from '../approval/use-approval.ts';
import { typedAmount } from '../../ui/typed-amount.ts';
import { ReasonChoice } from '../reason-choice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { ChargeRow } from './charge-row.tsx';
import './discount-dialog.css';

type Way = 'rate' | 'amount' | 'comp';
const usualRates = [5, 10, 15, 20, 25, 50];

/** Takes something off a line, or off the order when there is no line: how much, why, and what is left to pay. */
export function DiscountDialog({
  orderId,
  line,
  order,
  onClose,
  onDone = onClose,
}: {
  readonly orderId: OrderId;
  readonly line?: OrderLine;
  readonly order?: Order;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}) {
  const { till, staff, branch } = useSession();
  const { currency } = branch;
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const known = (line ? line.discount : order?.discount) ?? null;
  const [way, setWay] = useState<Way>(wayOf(known));
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState(known?.reason ?? '');
  const gross = line ? grossOf(line) : totalsOf(order ? liveLines(order) : []).subtotal;
  const off = offOf(way, typed, currency);
  const what = line ? t('discountOn', { name: line.name }) : t('orderDiscount');
  const target = { orderId, lineId: line?.id ?? null, staffId: staff.id };

  function done(): void {
    onClose();
    onDone();
  }

  function give(): void {
    if (!off || reason.trim() === '' || busy) return;
    const wish = { need: discountNeed(gross, off), what, reason };
    attempt(
      approve(wish, (approval) => giveDiscount(till, { ...target, off, reason, approval })),
      done,
    );
  }

  return (
    <Dialog
      wide
      title={what}
      onClose={onClose}
      footer={
        <>
          {known && (
            <Button
              size="large"
              disabled={busy}
              onClick={() => attempt(takeDiscountBack(till, target), done)}
            >
              {t('discountBack')}
            </Button>
          )}
          <Button tone="money" size="large" disabled={!off || reason.trim() === '' || busy} onClick={give}>
            {off ? t('takeOff', { amount: formatMoney(discountOf(gross, off), currency) }) : t('howMuchOff')}
          </Button>
        </>
      }
    >
      <div className="discount-dialog">
        <div className="how-much">
          <Segmented
            label={t('discount')}
            value={way}
            options={[
              { value: 'rate', label: t('discountRate') },
              { value: 'amount', label: t('discountAmount') },
              { value: 'comp', label: t('comp') },
            ]}
            onChange={(next) => {
              setWay(next);
              setTyped('');
              setReason('');
            }}
          />
          {way === 'rate' && (
            <div className="rates">
              {usualRates.map((rate) => (
                <Button
                  key={rate}
                  aria-pressed={typed === String(rate)}
                  onClick={() => setTyped(String(rate))}
                >{`${numeral(String(rate))} %`}</Button>
              ))}
            </div>
          )}
          {way === 'comp' ? (
            <p>{t('compExplained')}</p>
          ) : (
            <NumberEntry
              label={t('discount')}
              typed={typed}
              digits={way === 'rate' ? 2 : exponentOf(currency)}
              hint={t('howMuchOff')}
              shown={`${numeral(typed)}${way === 'rate' ? ' %' : ''}`}
              onTyped={setTyped}
              onEnter={give}
            />
          )}
        </div>
        <div className="why">
          <ReasonChoice usual={reasonsOf(way, branch)} reason={reason} onReason={setReason} />
          <p className="result" role="status">
            <span>{formatMoney(gross, currency)}</span>
            {off && <strong>{formatMoney(subtract(gross, discountOf(gross, off)), currency)}</strong>}
          </p>
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          {order && <ChargeRow order={order} onDone={onClose} />}
        </div>
      </div>
    </Dialog>
  );
}

/** Those that the branch lets people choose from, else the usual ones. */
function reasonsOf(way: Way, { discountReasons, compReasons }: Branch): readonly string[] {
  if (way === 'comp')
    return compReasons ?? [t('compStaffMeal'), t('compApology'), t('compTasting'), t('compOwner')];
  return (
    discountReasons ?? [t('discountRegular'), t('discountStaff'), t('discountOffer'), t('discountComplaint')]
  );
}

function wayOf(discount: Discount | null): Way {
  return discount?.comp ? 'comp' : (discount?.kind ?? 'rate');
}

/** Null while nothing that makes sense is typed. */
function offOf(way: Way, typed: string, currency: Parameters<typeof typedAmount>[1]): Off | null {
  if (way === 'comp') return comped;
  if (way === 'rate') {
    const rate = Number(typed);
    return rate > 0 && rate <= 100 ? { kind: 'rate', rate: percent(rate) } : null;
  }
  const amount = typedAmount(typed, currency);
  return amount === null ? null : { kind: 'amount', amount };
}
