import { expectedCash } from '@galley/shared/domain/shift-figures.ts';
import { countOf, isBeyondLimit } from '@galley/shared/domain/z-report.ts';
import { type Money, money, noMoney, subtract } from '@galley/shared/values/money.ts';
import { useState } from 'react';
import { closeShift } from '../../actions/close-shift.ts';
import { countAgain, linesOf } from '../../actions/count-drawer.ts';
import { keepBackup } from '../../black-box/keep-backup.ts';
import { keepFile } from '../../host/keep-file.ts';
import { AmountEntry } from '../../ui/amount-entry.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useApproval } from '../approval/use-approval.ts';
import { typedAmount } from '../../ui/typed-amount.ts';
import { useSession } from '../till-context.ts';
import { ViewHead } from '../view-head.tsx';
import { useAttempt } from '../use-attempt.ts';
import { CarriedOrders } from './carried-orders.tsx';
import './close-result.css';
import type { ShiftPage } from './queries.ts';

/** After the count: what was expected, by how much it differs, why, and what stays for the next shift. */
export function CloseResult({ page, onLeave }: { readonly page: ShiftPage; readonly onLeave: () => void }) {
  const { till, staff, branch } = useSession();
  const { currency } = branch;
  const approve = useApproval();
  const { attempt, refusal, busy } = useAttempt();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const { report, count } = page;
  const counted = countOf(linesOf(count));
  const expected = expectedCash(report.shift.float, report.figures);
  const variance = subtract(counted, expected);
  const varianceLimit = branch.varianceLimit ?? noMoney;
  const beyond = isBeyondLimit({ variance, varianceLimit });
  const usual = money(Math.min(report.shift.float, counted));
  const left: Money = typed === null ? usual : (typedAmount(typed, currency) ?? noMoney);

  function close(): void {
    const amount = money(Math.abs(variance));
    const wish = {
      need: beyond
        ? { permission: 'acceptVariance' as const, amount }
        : { permission: 'closeShift' as const },
      what: beyond
        ? `${t('closeShift')} · ${varianceWords(variance)} ${formatMoney(amount, currency)}`
        : t('closeShift'),
      reason,
    };
    const closed = approve(wish, (approval) =>
      closeShift(till, {
        staffId: staff.id,
        count: linesOf(count),
        earlierCounts: count.shown.slice(0, -1),
        varianceReason: beyond ? reason : '',
        leftInDrawer: left,
        approval,
      }),
    );
    // The paper is out and the shift is closed whatever becomes of the file; what became of it is told with the status.
    attempt(closed, () => void keepBackup(till, keepFile));
  }

  return (
    <section className="close-result" aria-label={t('closeShift')}>
      <ViewHead title={t('closeShift')} onBack={onLeave} />
      <CarriedOrders orders={page.carried} currency={currency} />
      <div className="result">
        <div>
          <dl>
            <div>
              <dt>{t('countedCash')}</dt>
              <dd>{formatMoney(counted, currency)}</dd>
            </div>
            <div>
              <dt>{t('expectedCash')}</dt>
              <dd>{formatMoney(expected, currency)}</dd>
            </div>
            <div className={variance < 0 ? 'short' : 'agrees'}>
              <dt>{varianceWords(variance)}</dt>
              <dd>{formatMoney(money(Math.abs(variance)), currency)}</dd>
            </div>
          </dl>
          {beyond && (
            <Field
              label={t('varianceWhy')}
              value={reason}
              maxLength={500}
              autoFocus
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          <div className="answers">
            <Button size="large" disabled={busy} onClick={() => attempt(countAgain(till))}>
              {t('countAgain')}
            </Button>
            <Button
              tone="money"
              size="large"
              disabled={busy || (beyond && reason.trim() === '') || left > counted}
              onClick={close}
            >
              {t('closeAndPrint')}
            </Button>
          </div>
        </div>
        <div className="left">
          <p>{t('leftInDrawer')}</p>
          <p className="safe">
            {left > counted
              ? t('leftTooMuch')
              : t('restToSafe', { amount: formatMoney(subtract(counted, left), currency) })}
          </p>
          <AmountEntry
            label={t('leftInDrawer')}
            typed={typed ?? ''}
            currency={currency}
            shown={formatMoney(left, currency)}
            left="00"
            disabled={busy}
            onTyped={(next) => setTyped((text) => next(text ?? ''))}
          />
        </div>
      </div>
    </section>
  );
}

function varianceWords(variance: Money): string {
  return t(variance < 0 ? 'cashShort' : variance > 0 ? 'cashOver' : 'cashAgrees');
}
