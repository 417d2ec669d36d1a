import type { Staff } from '@galley/shared/domain/staff.ts';
import { useState } from 'react';
import { checkPin } from '../../actions/check-pin.ts';
import { resolveEntry } from '../../actions/resolve-entry.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import type { HeldEntry } from './queries.ts';

/** A manager closes an entry with a reason that is kept; whoever sells at the till stays signed in. */
export function SetAsideForm({
  entry,
  managers,
  onDone,
}: {
  readonly entry: HeldEntry;
  readonly managers: readonly Staff[];
  readonly onDone: () => void;
}) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const [reason, setReason] = useState('');
  const [pin, setPin] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const isManager = staff.role === 'manager';
  const manager = isManager ? staff : (managers.find(({ id }) => id === chosen) ?? managers[0]);
  if (!manager) return <p>{t('noManager')}</p>;
  const { id: staffId, name } = manager;

  async function setAside() {
    const known = isManager ? { ok: true as const } : await checkPin(till, { staffId, pin });
    setPin('');
    if (!known.ok) return known;
    return resolveEntry(till, { entryId: entry.row.id, how: 'setAside', reason, staffId });
  }

  return (
    <form
      className="set-aside-form"
      onSubmit={(event) => {
        event.preventDefault();
        attempt(setAside(), onDone);
      }}
    >
      <p>{t(entry.row.verdict === 'flagged' ? 'setAsideFlagged' : 'setAsideQuarantined')}</p>
      <Field
        label={t('setAsideReason')}
        value={reason}
        maxLength={500}
        autoFocus
        error={isManager ? (refusal?.message ?? null) : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {!isManager && (
        <>
          {managers.length > 1 && (
            <Segmented
              label={t('roleManager')}
              value={staffId}
              options={managers.map((each) => ({ value: each.id, label: each.name }))}
              onChange={setChosen}
            />
          )}
          <Field
            label={t('pinOf', { name })}
            type="password"
            inputMode="numeric"
            maxLength={4}
            value={pin}
            error={refusal?.message ?? null}
            onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
          />
        </>
      )}
      <footer>
        <Button tone="quiet" onClick={onDone}>
          {t('back')}
        </Button>
        <Button
          type="submit"
          tone="wait"
          disabled={busy || reason.trim() === '' || (!isManager && pin.length < 4)}
        >
          {t('entrySetAside')}
        </Button>
      </footer>
    </form>
  );
}
