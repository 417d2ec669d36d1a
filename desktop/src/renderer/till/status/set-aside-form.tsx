import { useState } from 'react';
import { resolveEntry } from '../../actions/resolve-entry.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { useApproval } from '../approval/use-approval.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import type { HeldEntry } from './queries.ts';

/** Closes an entry with a reason that is kept; whoever may not do it alone asks somebody who may. */
export function SetAsideForm({
  entry,
  title,
  onDone,
}: {
  readonly entry: HeldEntry;
  readonly title: string;
  readonly onDone: () => void;
}) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const [reason, setReason] = useState('');

  return (
    <form
      className="set-aside-form"
      onSubmit={(event) => {
        event.preventDefault();
        const wish = {
          need: { permission: 'setAside' as const },
          what: t('setAsideWhat', { title }),
          reason,
        };
        attempt(
          approve(wish, (approval) =>
            resolveEntry(till, {
              entryId: entry.row.id,
              how: 'setAside',
              reason,
              staffId: staff.id,
              approval,
            }),
          ),
          onDone,
        );
      }}
    >
      <p>{t(entry.row.verdict === 'flagged' ? 'setAsideFlagged' : 'setAsideQuarantined')}</p>
      <Field
        label={t('setAsideReason')}
        value={reason}
        maxLength={500}
        autoFocus
        error={refusal?.message ?? null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <footer>
        <Button tone="quiet" onClick={onDone}>
          {t('back')}
        </Button>
        <Button type="submit" tone="wait" disabled={busy || reason.trim() === ''}>
          {t('entrySetAside')}
        </Button>
      </footer>
    </form>
  );
}
