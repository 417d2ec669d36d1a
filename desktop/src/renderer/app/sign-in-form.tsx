import type { Refusal } from '@galley/shared/values/result.ts';
import type { Session } from '@galley/shared/wire/session.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { t } from '../ui/messages/t.ts';
import { CodeField } from './confirm-dialog.tsx';
import { signInToOffice } from './office-session.ts';

export function SignInForm({ onSignedIn }: { readonly onSignedIn: (session: Session) => Promise<void> }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const asking = useMutation({
    mutationFn: () => signInToOffice(name.trim(), password, code),
    networkMode: 'always',
    onSuccess: async (answer) => {
      const wantsCode = !answer.ok && answer.code === 'codeNeeded';
      if (wantsCode) setCode('');
      setRefusal(answer.ok || wantsCode ? null : answer);
      if (answer.ok) await onSignedIn(answer.value);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <Field
        label={t('officeName')}
        value={name}
        autoComplete="username"
        autoCapitalize="none"
        autoFocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Field
        label={t('officePassword')}
        type="password"
        value={password}
        autoComplete="current-password"
        error={refusal?.message ?? null}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {code !== null && <CodeField value={code} onChange={setCode} />}
      <Button
        type="submit"
        tone="money"
        size="large"
        disabled={asking.isPending || name.trim() === '' || password === ''}
      >
        {t('signIn')}
      </Button>
    </form>
  );
}
