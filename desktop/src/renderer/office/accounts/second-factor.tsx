import type { Refusal } from '@galley/shared/values/result.ts';
import type { TotpOffer } from '@galley/shared/wire/accounts.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { beginTotp, endTotp } from '../../app/office-account.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { TotpDialog } from './totp-dialog.tsx';

/** A code of an authenticator app beside the password: on, off, set up anew. */
export function SecondFactor({ on }: { readonly on: boolean }) {
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['session'] });
  const beginning = useMutation({
    mutationFn: beginTotp,
    networkMode: 'always',
    onSuccess: (answer) => (answer.ok ? setOffer(answer.value) : setRefusal(answer)),
  });
  const ending = useMutation({
    mutationFn: endTotp,
    networkMode: 'always',
    onSuccess: (answer) => (answer.ok ? refresh() : setRefusal(answer)),
  });
  return (
    <section>
      <h2>{t('secondFactor')}</h2>
      <p>{t(on ? 'secondFactorIsOn' : 'secondFactorText')}</p>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <Button disabled={beginning.isPending} onClick={() => beginning.mutate()}>
        {t(on ? 'secondFactorAnew' : 'secondFactorBegin')}
      </Button>
      {on && (
        <Button tone="quiet" disabled={ending.isPending} onClick={() => ending.mutate()}>
          {t('secondFactorEnd')}
        </Button>
      )}
      {offer && (
        <TotpDialog
          offer={offer}
          onClose={() => {
            setOffer(null);
            void refresh();
          }}
        />
      )}
    </section>
  );
}
