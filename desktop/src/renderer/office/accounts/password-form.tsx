import type { Result } from '@galley/shared/values/result.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { passwordLength } from '../../app/join-form.tsx';
import { changePassword } from '../../app/office-account.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';

/** Another password for one's own account. */
export function PasswordForm({ name }: { readonly name: string }) {
  const [before, setBefore] = useState('');
  const [password, setPassword] = useState('');
  const [answer, setAnswer] = useState<Result<null> | null>(null);
  const changing = useMutation({
    mutationFn: () => changePassword(before, password),
    networkMode: 'always',
    onSuccess: (said) => {
      setAnswer(said);
      if (!said.ok) return;
      setBefore('');
      setPassword('');
    },
  });
  return (
    <section>
      <h2>{t('changePassword')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          changing.mutate();
        }}
      >
        <input type="text" hidden readOnly autoComplete="username" value={name} />
        <Field
          label={t('passwordNow')}
          type="password"
          autoComplete="current-password"
          value={before}
          error={answer?.ok === false ? answer.message : null}
          onChange={(event) => setBefore(event.currentTarget.value)}
        />
        <Field
          label={t('choosePassword')}
          hint={t('passwordHint')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {answer?.ok && <Notice tone="good">{t('passwordChanged')}</Notice>}
        <Button
          type="submit"
          disabled={changing.isPending || before === '' || password.length < passwordLength}
        >
          {t('changePassword')}
        </Button>
      </form>
    </section>
  );
}
