import type { Refusal } from '@galley/shared/values/result.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { t } from '../ui/messages/t.ts';
import { joinOffice } from './office-session.ts';

/** The other end of an invitation: whoever has the link chooses a password, and is in. */
export function JoinForm({
  invitation,
  name,
  onJoined,
}: {
  readonly invitation: string;
  readonly name: string;
  readonly onJoined: () => void;
}) {
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const joining = useMutation({
    mutationFn: () => joinOffice(invitation, password),
    networkMode: 'always',
    onSuccess: (answer) => {
      if (answer.ok) onJoined();
      else setRefusal(answer);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        joining.mutate();
      }}
    >
      <h2>{t('joinTitle', { name })}</h2>
      {/* So that a password manager knows whose password it keeps. */}
      <Field label={t('officeName')} value={name} autoComplete="username" readOnly />
      <Field
        label={t('choosePassword')}
        hint={t('passwordHint')}
        type="password"
        autoComplete="new-password"
        autoFocus
        value={password}
        error={refusal?.message ?? null}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button
        type="submit"
        tone="money"
        size="large"
        disabled={joining.isPending || password.length < passwordLength}
      >
        {t('signIn')}
      </Button>
    </form>
  );
}

/** As the server wants it (wire/accounts.ts). */
export const passwordLength = 10;
