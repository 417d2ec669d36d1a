import type { Branch } from '@galley/shared/domain/branch.ts';
import type { TillHealth } from '@galley/shared/wire/health.ts';
import type { TillCodeAnswer } from '@galley/shared/wire/session.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { newTillCode, switchTill } from '../../app/office-tills.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import { CodeDialog } from './code-dialog.tsx';
import { formatSpace, tillWords } from './till-words.ts';

/** One till: how it is in words, and what a manager can do about it. */
export function TillCard({
  till,
  branch,
  onChanged,
}: {
  readonly till: TillHealth;
  readonly branch: Branch;
  readonly onChanged: () => void;
}) {
  const now = useNow();
  const [code, setCode] = useState<TillCodeAnswer | null>(null);
  const [sure, setSure] = useState(false);
  const asking = useMutation({
    mutationFn: async (what: 'code' | 'disable' | 'enable') => {
      const answer =
        what === 'code' ? await newTillCode(till.id, till.kind ?? 'till') : await switchTill(till.id, what);
      if (!answer.ok) throw new Error(answer.message);
      if (answer.value) setCode(answer.value);
      setSure(false);
      onChanged();
    },
    networkMode: 'always',
  });
  const { status } = till;

  return (
    <article className={till.disabled ? 'till-card off' : 'till-card'} aria-label={till.name}>
      <header>
        <h2>{till.name}</h2>
        <span>{till.disabled ? t('tillOff') : numeral(till.code)}</span>
      </header>
      <ul className="words">
        {tillWords(till, { now, timeZone: branch.timeZone, currency: branch.currency }).map((word) => (
          <li key={word.text} className={word.tone}>
            {word.text}
          </li>
        ))}
      </ul>
      {till.incarnation > 0 && (
        <dl>
          <div>
            <dt>{t('tillEntries')}</dt>
            <dd>{numeral(String(till.storedUpTo))}</dd>
          </div>
          <div>
            <dt>{t('tillVersion')}</dt>
            <dd>{status ? status.appVersion : '–'}</dd>
          </div>
          <div>
            <dt>{t('tillDisk')}</dt>
            <dd>{typeof status?.freeBytes === 'number' ? formatSpace(status.freeBytes) : '–'}</dd>
          </div>
        </dl>
      )}
      {asking.error && <Notice tone="loss">{asking.error.message}</Notice>}
      {sure && <p>{t('tillSwitchOffAsk', { name: till.name })}</p>}
      <footer>
        {till.disabled ? (
          <Button disabled={asking.isPending} onClick={() => asking.mutate('enable')}>
            {t('tillSwitchOn')}
          </Button>
        ) : sure ? (
          <>
            <Button tone="quiet" onClick={() => setSure(false)}>
              {t('back')}
            </Button>
            <Button tone="loss" disabled={asking.isPending} onClick={() => asking.mutate('disable')}>
              {t('tillSwitchOff')}
            </Button>
          </>
        ) : (
          <>
            <Button disabled={asking.isPending} onClick={() => asking.mutate('code')}>
              {t('tillNewCode')}
            </Button>
            <Button tone="quiet" onClick={() => setSure(true)}>
              {t('tillSwitchOff')}
            </Button>
          </>
        )}
      </footer>
      {code && (
        <CodeDialog name={till.name} answer={code} timeZone={branch.timeZone} onClose={() => setCode(null)} />
      )}
    </article>
  );
}
