import type { Refusal } from '@galley/shared/values/result.ts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { t } from '../ui/messages/t.ts';
import { setAsker } from './confirm-first.ts';
import { confirmAccount } from './office-account.ts';
import './confirm-dialog.css';

/** Before something dangerous: the password once more, and the app's code where the account has one. */
export function ConfirmDialog() {
  const [asked, setAsked] = useState(false);
  const answer = useRef<(confirmed: boolean) => void>(() => undefined);
  useEffect(() => {
    setAsker(
      () =>
        new Promise((resolve) => {
          answer.current = resolve;
          setAsked(true);
        }),
    );
    return () => setAsker(null);
  }, []);
  if (!asked) return null;
  return (
    <Question
      onDone={(confirmed) => {
        setAsked(false);
        answer.current(confirmed);
      }}
    />
  );
}

function Question({ onDone }: { readonly onDone: (confirmed: boolean) => void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const asking = useMutation({
    mutationFn: () => confirmAccount(password, code),
    networkMode: 'always',
    onSuccess: (said) => {
      if (said.ok) onDone(true);
      else if (said.code === 'codeNeeded') setCode('');
      else setRefusal(said);
    },
  });
  return (
    <Dialog title={t('confirmTitle')} onClose={() => onDone(false)}>
      <form
        className="confirm-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          asking.mutate();
        }}
      >
        <p>{t('confirmText')}</p>
        <Field
          label={t('officePassword')}
          type="password"
          autoComplete="current-password"
          data-autofocus
          value={password}
          error={refusal?.message ?? null}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {code !== null && <CodeField value={code} onChange={setCode} />}
        <footer>
          <Button tone="quiet" onClick={() => onDone(false)}>
            {t('back')}
          </Button>
          <Button type="submit" tone="money" disabled={asking.isPending || password === ''}>
            {t('goOn')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** Six digits of an authenticator app, or a recovery code. */
export function CodeField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field
      label={t('secondFactorCode')}
      hint={t('secondFactorHint')}
      autoComplete="one-time-code"
      autoCapitalize="characters"
      autoFocus
      maxLength={12}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
