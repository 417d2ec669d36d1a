import { countOf } from '@galley/shared/domain/z-report.ts';
import { denominationsOf } from '@galley/shared/values/denominations.ts';
import { useState } from 'react';
import { countPieces, finishCount, linesOf } from '../../actions/count-drawer.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney, formatPlain, formatShort } from '../../ui/format-money.ts';
import { Keypad, type KeypadKey } from '../../ui/keypad.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useKey } from '../../ui/use-key.ts';
import { keypadKey } from '../../ui/typed-amount.ts';
import { useSession } from '../till-context.ts';
import { ViewHead } from '../view-head.tsx';
import { useAttempt } from '../use-attempt.ts';
import { CarriedOrders } from './carried-orders.tsx';
import './close-view.css';
import { CloseResult } from './close-result.tsx';
import type { ShiftPage } from './queries.ts';

/** The shift's end: the drawer is counted first, and only then anybody sees what should be in it. */
export function CloseView({
  page,
  onBack,
  onLeave,
}: {
  readonly page: ShiftPage;
  readonly onBack: () => void;
  /** Back to selling: what was counted stays, and the shift is open until it is closed. */
  readonly onLeave: () => void;
}) {
  const { till, branch } = useSession();
  const { currency } = branch;
  const { attempt, refusal, busy } = useAttempt(false);
  const faces = denominationsOf(currency);
  const [at, setAt] = useState(0);
  const { count } = page;
  const face = faces[at];

  function press(key: KeypadKey): void {
    if (face === undefined || key === '.') return;
    const typed = (pieces: number) => (key === 'erase' ? String(pieces).slice(0, -1) : `${pieces}${key}`);
    attempt(countPieces(till, { value: face, next: (pieces) => Number(typed(pieces)) }));
  }

  const step = (by: number) => setAt((index) => Math.min(Math.max(index + by, 0), faces.length - 1));

  useKey((key) => {
    if (count.done) return false;
    const padKey = keypadKey(key);
    if (padKey) press(padKey);
    else if (key === 'Enter' || key === 'ArrowDown') step(1);
    else if (key === 'ArrowUp') step(-1);
    else return false;
    return true;
  });

  if (count.done) return <CloseResult page={page} onLeave={onLeave} />;
  return (
    <section className="close-view" aria-label={t('closeShift')}>
      <ViewHead title={t('countTitle')} text={<p>{t('countText')}</p>} back={t('back')} onBack={onBack} />
      <CarriedOrders orders={page.carried} currency={currency} />
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <div className="counting">
        <ul aria-label={t('notesAndCoins')}>
          {faces.map((value, index) => {
            const pieces = count.pieces[value] ?? 0;
            return (
              <li key={value}>
                <button type="button" aria-pressed={index === at} onClick={() => setAt(index)}>
                  <span className="face">{formatShort(value, currency)}</span>
                  <span className="times">× {numeral(String(pieces))}</span>
                  <span className="worth">
                    {pieces > 0 ? formatPlain(countOf([{ value, pieces }]), currency) : ''}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
        <div className="entry">
          <p>
            {t('countedSoFar')}
            <output aria-label={t('countedCash')}>{formatMoney(countOf(linesOf(count)), currency)}</output>
          </p>
          <Keypad left="00" onKey={press} />
          <Button tone="money" size="large" disabled={busy} onClick={() => attempt(finishCount(till))}>
            {t('countDone')}
          </Button>
        </div>
      </div>
    </section>
  );
}
