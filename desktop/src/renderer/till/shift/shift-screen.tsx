import { useLiveQuery } from 'dexie-react-hooks';
import { noMoney } from '@galley/shared/values/money.ts';
import type { ZReport } from '@galley/shared/domain/z-report.ts';
import { useEffect, useState } from 'react';
import { openShift } from '../../actions/open-shift.ts';
import { reprintZ } from '../../actions/print-shift.ts';
import { readCarriedOrders } from '../../actions/read-shift.ts';
import { signOut } from '../../actions/sign-out.ts';
import { AmountEntry } from '../../ui/amount-entry.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { typedAmount } from '../../ui/typed-amount.ts';
import { listenToKeys } from '../keys/listen-to-keys.ts';
import { TrainingButton } from '../training/training-button.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { Welcome } from '../welcome.tsx';
import { CarriedOrders } from './carried-orders.tsx';
import './shift-screen.css';

/** The drawer's day begins with what is in it: what the shift before left there, unless somebody counts otherwise. */
export function ShiftScreen({ last }: { readonly last: ZReport | null }) {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const [typed, setTyped] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [printed, setPrinted] = useState(false);
  const carried =
    useLiveQuery(
      () => (last ? readCarriedOrders(till.db, last.shift.tillId, branch) : []),
      [till, last, branch],
    ) ?? [];
  const float =
    typed === null ? (last?.leftInDrawer ?? noMoney) : (typedAmount(typed, branch.currency) ?? noMoney);
  const differs = last !== null && float !== last.leftInDrawer;
  const ready = !busy && (!differs || reason.trim() !== '');
  useEffect(() => listenToKeys(() => undefined), []);

  function open(): void {
    if (ready) attempt(openShift(till, { staffId: staff.id, float, floatReason: reason }));
  }

  return (
    <Welcome
      wide={last !== null}
      title={t('openShift')}
      text={t('floatText')}
      corner={`${staff.name} · ${branch.name}`}
    >
      <div className={last ? 'shift-screen again' : 'shift-screen'}>
        <div className="before">
          {last && (
            <div className="last">
              <span>{t('closedBy', { number: numeral(last.zNumber), name: last.closedByName })}</span>
              <Button
                tone="quiet"
                disabled={printed}
                onClick={() => attempt(reprintZ(till, last.id), () => setPrinted(true))}
              >
                <Icon name="printer" size={20} />
                {printed ? t('reprintAsked') : t('reprint')}
              </Button>
            </div>
          )}
          <CarriedOrders orders={carried} currency={branch.currency} />
        </div>
        <AmountEntry
          label={t('float')}
          typed={typed ?? ''}
          currency={branch.currency}
          shown={formatMoney(float, branch.currency)}
          left="00"
          disabled={busy}
          onTyped={(next) => setTyped((text) => next(text ?? ''))}
          onEnter={open}
        />
        <div className="then">
          {differs && (
            <Field
              label={t('floatWhy', { amount: formatMoney(last.leftInDrawer, branch.currency) })}
              value={reason}
              maxLength={200}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          <Button tone="money" size="large" disabled={!ready} onClick={open}>
            {t('openShift')}
          </Button>
          <Button tone="quiet" onClick={() => attempt(signOut(till))}>
            {t('anotherPerson')}
          </Button>
          <TrainingButton />
        </div>
      </div>
    </Welcome>
  );
}
