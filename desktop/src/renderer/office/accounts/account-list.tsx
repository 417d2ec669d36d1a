import type { Account } from '@galley/shared/wire/accounts.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readAccounts } from '../../app/office-account.ts';
import { Button } from '../../ui/button.tsx';
import { Face } from '../../ui/face.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { accountWords } from './account-words.ts';

/** Who works in the office; an owner adds people and says what they may see and do. */
export function AccountList({ own }: { readonly own: string }) {
  const [account, setAccount] = useState<Account | 'new' | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['accounts'],
    queryFn: readAccounts,
    networkMode: 'always',
    retry: false,
  });
  return (
    <section>
      <header>
        <h2>{t('accounts')}</h2>
        <Button disabled={!data} onClick={() => setAccount('new')}>
          {t('addAccount')}
        </Button>
      </header>
      {error && <Notice tone="wait">{error.message}</Notice>}
      <ul aria-label={t('accounts')}>
        {data?.accounts.map((each) => (
          <li key={each.id} className={each.active ? '' : 'gone'}>
            <button type="button" onClick={() => setAccount(each)}>
              <Face name={each.name} />
              <span>
                <strong>{each.name === own ? t('accountYou', { name: own }) : each.name}</strong>
                <small>{accountWords(each, data.branches)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {data && account && (
        <AccountDialog
          account={account === 'new' ? null : account}
          branches={data.branches}
          onSaved={() => void refetch()}
          onClose={() => setAccount(null)}
        />
      )}
    </section>
  );
}
