import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { Refund } from '@galley/shared/domain/refund.ts';
import type { TypedLine } from '@galley/shared/domain/typed-refund.ts';
import { noMoney, sum } from '@galley/shared/values/money.ts';
import { refundNeed } from '@galley/shared/wire/needs.ts';
import { readReceiptNumber } from '@galley/shared/wire/receipt-search.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { refundTyped } from '../../actions/refund-typed.ts';
import { AmountEntry } from '../../ui/amount-entry.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { typedAmount } from '../../ui/typed-amount.ts';
import { useApproval } from '../approval/use-approval.ts';
import { ReasonChoice } from '../reason-choice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { readTypedBefore } from './queries.ts';
import './refund-dialog.css';
import { refundReasons } from './refund-reasons.ts';
import { RefundDone } from './refund-done.tsx';

/** Gives money back on the word of the guest's paper, where nobody here knows the sale and there is no network to ask. */
export function TypedRefundDialog({
  number,
  onClose,
}: {
  /** Of the receipt, as it was typed. */
  readonly number: string;
  readonly onClose: () => void;
}) {
  const { till, staff, branch } = useSession();
  const { currency } = branch;
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const before =
    useLiveQuery(() => readTypedBefore(till.db, branch.id, number), [till, branch, number]) ?? [];
  const [listed, setListed] = useState<readonly TypedLine[]>([]);
  const [name, setName] = useState('');
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<'cash' | 'card' | 'wallet'>('cash');
  const [reason, setReason] = useState('');
  const [done, setDone] = useState<Refund | null>(null);
  const entered = typedAmount(typed, currency);
  const lines = entered === null ? listed : [...listed, { name, amount: entered }];
  const total = sum(lines.map(({ amount }) => amount));
  const words = formatMoney(total, currency);
  const shown = numeral(readReceiptNumber(number) ?? number);
  if (done) return <RefundDone refund={done} onClose={onClose} />;

  function list(): void {
    setListed(lines);
    setName('');
    setTyped('');
  }

  function give(): void {
    const wish = {
      need: refundNeed({ total, typed: true }),
      what: t('refundWhat', { amount: words, number: shown }),
      reason,
    };
    const refund = (approval?: Approval) =>
      refundTyped(till, {
        number,
        lines,
        tender: { kind, reference: null },
        reason,
        staffId: staff.id,
        approval,
      });
    attempt(approve(wish, refund), setDone);
  }

  return (
    <Dialog
      wide
      title={t('refundTitle', { number: shown })}
      onClose={onClose}
      footer={
        <>
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          <Button size="large" tone="quiet" onClick={onClose}>
            {t('back')}
          </Button>
          <Button
            size="large"
            tone="loss"
            disabled={busy || total === noMoney || reason.trim() === ''}
            onClick={give}
          >
            {total === noMoney ? t('giveBack') : t('giveBackAmount', { amount: words })}
          </Button>
        </>
      }
    >
      {before.length > 0 && (
        <Notice tone="loss">
          {t('typedBefore', {
            amount: formatMoney(sum(before.map((refund) => refund.total)), currency),
            numbers: numeral(before.map(({ receiptNumber }) => receiptNumber).join(', ')),
          })}
        </Notice>
      )}
      <div className="refund-dialog">
        <section>
          {listed.length > 0 && (
            <ul className="typed-lines" aria-label={t('lines')}>
              {listed.map((line, index) => (
                // Two lines may say the same; where they stand is all that tells them apart.
                <li key={index}>
                  <span>{line.name || t('typedLine')}</span>
                  <strong>{formatMoney(line.amount, currency)}</strong>
                  <button
                    type="button"
                    aria-label={t('typedRemove', { name: line.name || t('typedLine') })}
                    onClick={() => setListed(listed.filter((_, other) => other !== index))}
                  >
                    <Icon name="cross" size={20} />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <Field
            label={t('typedWhat')}
            hint={t('typedWhatHint')}
            value={name}
            maxLength={80}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <AmountEntry
            label={t('amount')}
            typed={typed}
            currency={currency}
            onTyped={setTyped}
            onEnter={list}
          />
          <Button disabled={entered === null} onClick={list}>
            <Icon name="plus" size={20} />
            {t('typedMore')}
          </Button>
        </section>
        <section>
          <ReasonChoice usual={refundReasons()} most={500} reason={reason} onReason={setReason} />
          <h3>{t('refundHow')}</h3>
          <Segmented
            label={t('refundHow')}
            value={kind}
            options={[
              { value: 'cash', label: t('cash') },
              { value: 'card', label: t('card') },
              { value: 'wallet', label: t('wallet') },
            ]}
            onChange={setKind}
          />
          <Notice tone="wait">{t('typedRefundText')}</Notice>
        </section>
      </div>
    </Dialog>
  );
}
