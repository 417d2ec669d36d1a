import type { Branch } from '@galley/shared/domain/branch.ts';
import { reaches } from '@galley/shared/wire/accounts.ts';
import type { DeadLetter, LetterDecision } from '@galley/shared/wire/dead-letters.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { decideLetter, readLetters } from '../../app/office-letters.ts';
import { useSession } from '../../app/session-gate.tsx';
import { Button } from '../../ui/button.tsx';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import '../records-page.css';
import { letterTitle, serviceWords } from './letter-words.ts';
import './letters-view.css';

/** What a service of the server could make nothing of: since when, why, and what can be done about it [S13]. */
export function LettersView({ branch }: { readonly branch: Branch }) {
  const session = useSession();
  const [dropping, setDropping] = useState<DeadLetter | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['dead-letters', branch.id],
    queryFn: readLetters,
    networkMode: 'always',
    refetchInterval: 10_000,
    retry: false,
  });
  const deciding = useMutation({
    mutationFn: decideLetter,
    networkMode: 'always',
    onSuccess: () => void refetch(),
  });
  const answer = deciding.data;
  const refused =
    answer?.ok === false
      ? answer.message
      : answer?.value.outcome === 'stillQuarantined'
        ? answer.value.message
        : null;
  const decide = (decision: LetterDecision) => {
    setDropping(null);
    deciding.mutate(decision);
  };
  return (
    <main className="records-page letters-view">
      <p className="explained">{t('lettersText')}</p>
      {error && <Notice tone="wait">{error.message}</Notice>}
      {refused !== null && <Notice tone="wait">{refused}</Notice>}
      {data && data.silent.length > 0 && (
        <Notice tone="wait">
          {t('lettersSilent', { services: data.silent.map(serviceWords).join(', ') })}
        </Notice>
      )}
      {data?.letters.length === 0 && data.silent.length === 0 && <p className="none">{t('lettersNone')}</p>}
      {data && data.letters.length > 0 && (
        <ul aria-label={t('deadLetters')}>
          {data.letters.map((letter) => (
            <li key={letter.id}>
              <span className="when">
                {formatTime(letter.diedAt, branch.timeZone)}
                <small>{formatDay(letter.diedAt, branch.timeZone)}</small>
              </span>
              <span className="what">
                <strong>{letterTitle(letter)}</strong>
                <small>
                  {t(letter.why === 'unreadable' ? 'letterUnreadable' : 'letterRefused', {
                    service: serviceWords(letter.service),
                  })}
                </small>
                <details>
                  <summary>{t('causeTold')}</summary>
                  {letter.cause}
                </details>
              </span>
              <span className="who">
                {letter.id}
                <small>
                  {letter.state === 'replaying'
                    ? t('letterReplaying')
                    : t('letterTries', { count: letter.attempts })}
                </small>
              </span>
              {session !== null && reaches(session.role, 'manager') && (
                <footer>
                  <Button
                    disabled={deciding.isPending || letter.state === 'replaying'}
                    onClick={() => decide({ id: letter.id, how: 'replay' })}
                  >
                    {t('entryRetry')}
                  </Button>
                  <Button tone="quiet" disabled={deciding.isPending} onClick={() => setDropping(letter)}>
                    {t('entrySetAside')}
                  </Button>
                </footer>
              )}
            </li>
          ))}
        </ul>
      )}
      {dropping && (
        <ReasonDialog
          title={t('setAsideWhat', { title: letterTitle(dropping) })}
          reasons={[]}
          confirm={t('entrySetAside')}
          onReason={(reason) => decide({ id: dropping.id, how: 'drop', reason })}
          onClose={() => setDropping(null)}
        >
          {t('letterDropText', { id: numeral(dropping.id) })}
        </ReasonDialog>
      )}
    </main>
  );
}
