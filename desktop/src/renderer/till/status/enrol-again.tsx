import { useState } from 'react';
import { serverUrl } from '../../host/bridge.ts';
import { enrol } from '../../sync/enrol.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './enrol-again.css';

/** A till that was copied, put back to an older state or switched off begins new numbers; what it holds stays [S10]. */
export function EnrolAgain() {
  const { till } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const [code, setCode] = useState('');
  return (
    <details className="enrol-again">
      <summary>{t('enrolAgain')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempt(enrol(till.db, { serverUrl: serverUrl(), code, now: till.now }), () => setCode(''));
        }}
      >
        <p>{t('enrolAgainText')}</p>
        <Field
          label={t('enrolCode')}
          value={code}
          maxLength={9}
          placeholder="ABCD-2345"
          autoCapitalize="characters"
          spellCheck={false}
          error={refusal?.message ?? null}
          onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
        />
        <Button type="submit" tone="money" disabled={busy || code.length < 8}>
          {t('enrol')}
        </Button>
      </form>
    </details>
  );
}
