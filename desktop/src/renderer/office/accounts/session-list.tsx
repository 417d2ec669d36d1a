import { useMutation, useQuery } from '@tanstack/react-query';
import { endSession, readSessions } from '../../app/office-account.ts';
import { Button } from '../../ui/button.tsx';
import { formatAge } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { agentWords } from './account-words.ts';

/** Where this account is signed in: what looks strange is ended here. */
export function SessionList() {
  const now = useNow();
  const { data, error, refetch } = useQuery({
    queryKey: ['account sessions'],
    queryFn: readSessions,
    networkMode: 'always',
    retry: false,
  });
  const ending = useMutation({
    mutationFn: endSession,
    networkMode: 'always',
    onSuccess: () => refetch(),
  });
  return (
    <section>
      <h2>{t('signedInAt')}</h2>
      {error && <Notice tone="wait">{error.message}</Notice>}
      <ul aria-label={t('signedInAt')}>
        {data?.map(({ id, agent, address, seenAt, current }) => (
          <li key={id}>
            <span>
              <strong>{agentWords(agent)}</strong>
              <small>
                {current
                  ? t('thisBrowser')
                  : t('seenFrom', { age: formatAge(now - Date.parse(seenAt)), address })}
              </small>
            </span>
            {!current && (
              <Button disabled={ending.isPending} onClick={() => ending.mutate(id)}>
                {t('endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
