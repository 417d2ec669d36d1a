import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Refusal, Result } from '@galley/shared/values/result.ts';
import type { Branch } from '@galley/shared/domain/branch.ts';
import { createOrderingKey, readOrderingKeys, revokeOrderingKey } from '../../app/office-online.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';

/** Which web pages may order here. A key is public, as it stands in the page; revoked, it orders nothing more. */
export function OrderingKeys({ branch }: { readonly branch: Branch }) {
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const client = useQueryClient();
  const queryKey = ['orderingKeys', branch.id];
  const { data: keys = [] } = useQuery({
    queryKey,
    queryFn: readOrderingKeys,
    networkMode: 'always',
    retry: false,
  });

  async function change(act: Promise<Result<unknown>>): Promise<void> {
    const done = await act;
    setRefusal(done.ok ? null : done);
    if (done.ok) setName('');
    await client.invalidateQueries({ queryKey });
  }

  return (
    <section className="ordering-keys" aria-label={t('orderingKeys')}>
      <h2>{t('orderingKeys')}</h2>
      <p>{t('orderingKeysExplained')}</p>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <div className="rows">
        {keys.map((key) => (
          <div key={key.id} data-revoked={key.revokedAt !== null || undefined}>
            <span>
              <strong>{key.name}</strong>
              <small>
                {key.createdBy} · {formatDay(key.createdAt, branch.timeZone)}
              </small>
            </span>
            <code>{key.key}</code>
            {key.revokedAt === null ? (
              <Button tone="quiet" onClick={() => void change(revokeOrderingKey(key.id))}>
                {t('orderingKeyRevoke')}
                <span className="visually-hidden"> {key.name}</span>
              </Button>
            ) : (
              <small>{t('orderingKeyRevoked')}</small>
            )}
          </div>
        ))}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void change(createOrderingKey(name.trim()));
        }}
      >
        <Field
          label={t('orderingKeyName')}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {t('orderingKeyMake')}
        </Button>
      </form>
    </section>
  );
}
