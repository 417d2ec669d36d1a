import type { Branch } from '@galley/shared/domain/branch.ts';
import { type KeptMail, mailSettingsSchema, type OfficeMail } from '@galley/shared/wire/mail.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readOfficeMail, saveMailSettings } from '../../app/office-mail.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import './mail-view.css';

/** Who gets the summary of each day; in the demo also the mails, which are kept here and sent to nobody. */
export function MailView({ branch }: { readonly branch: Branch }) {
  const { data, error } = useQuery({
    queryKey: ['mail', branch.id],
    queryFn: readOfficeMail,
    networkMode: 'always',
    refetchInterval: 10_000,
    retry: false,
  });
  return (
    <main className="mail-view">
      {error && <Notice tone="wait">{error.message}</Notice>}
      {data && <Recipients mail={data} />}
      {data?.kept && <Kept mails={data.kept} timeZone={branch.timeZone} />}
    </main>
  );
}

function Recipients({ mail }: { readonly mail: OfficeMail }) {
  const [typed, setTyped] = useState(mail.summaryTo.join(', '));
  const [wrong, setWrong] = useState<string | null>(null);
  const saving = useMutation({ mutationFn: saveMailSettings, networkMode: 'always' });
  function save(): void {
    const named = typed.split(/[\s,;]+/).filter((each) => each !== '');
    const settings = mailSettingsSchema.safeParse({ summaryTo: named });
    setWrong(settings.success ? null : t('mailWrong'));
    if (settings.success) saving.mutate(settings.data);
  }
  return (
    <section className="card">
      <h2>{t('daySummary')}</h2>
      <p>{t('daySummaryText')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={t('emails')}
          hint={t('emailsHint')}
          error={wrong ?? (saving.data?.ok === false ? saving.data.message : null)}
          value={typed}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(null);
            saving.reset();
          }}
        />
        <Button type="submit" tone="money" disabled={saving.isPending}>
          {t('save')}
        </Button>
      </form>
      {saving.data?.ok && <Notice tone="good">{t('mailSaved')}</Notice>}
    </section>
  );
}

function Kept({ mails, timeZone }: { readonly mails: readonly KeptMail[]; readonly timeZone: string }) {
  return (
    <section className="card">
      <h2>{t('keptMails')}</h2>
      <p>{mails.length === 0 ? t('noKeptMails') : t('keptMailsText')}</p>
      {mails.map(({ id, at, to, subject, text }) => (
        <details key={id}>
          <summary>
            <strong>{subject}</strong>
            <span>
              {to} · {formatDay(at, timeZone)} {formatTime(at, timeZone)}
            </span>
          </summary>
          <pre tabIndex={0}>{text}</pre>
        </details>
      ))}
    </section>
  );
}
