import { noMoney } from '@galley/shared/values/money.ts';
import { useState } from 'react';
import { openShift } from '../../actions/open-shift.ts';
import { signOut } from '../../actions/sign-out.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Keypad } from '../../ui/keypad.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { pressKey, typedAmount } from '../pay/amount-entry.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { Welcome } from '../welcome.tsx';
import './shift-screen.css';

/** The drawer's day begins with what is in it. */
export function ShiftScreen() {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const [typed, setTyped] = useState('');
  const float = typedAmount(typed, branch.currency) ?? noMoney;
  return (
    <Welcome title={t('openShift')} text={t('floatText')} corner={`${staff.name} · ${branch.name}`}>
      <div className="shift-screen">
        <output aria-label={t('float')}>{formatMoney(float, branch.currency)}</output>
        <Keypad
          left="00"
          disabled={busy}
          onKey={(key) => setTyped((text) => pressKey(text, key, branch.currency))}
        />
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
        <Button
          tone="money"
          size="large"
          disabled={busy}
          onClick={() => attempt(openShift(till, { staffId: staff.id, float }))}
        >
          {t('openShift')}
        </Button>
        <Button tone="quiet" onClick={() => attempt(signOut(till))}>
          {t('anotherPerson')}
        </Button>
      </div>
    </Welcome>
  );
}
