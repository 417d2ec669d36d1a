import type { Branch } from '@galley/shared/domain/branch.ts';
import { type BranchUpdates, branchUpdatesSchema } from '@galley/shared/domain/update-gate.ts';
import { useMutation } from '@tanstack/react-query';
import { saveUpdates } from '../../app/office-updates.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import './updates-card.css';

/** The hours before a shop opens, for whoever wants hours at all. */
const usualWindow = { from: '03:00', to: '06:00' };

/** When the devices of this branch may change their version; each choice counts at once. */
export function UpdatesCard({ branch }: { readonly branch: Branch }) {
  const { updates = {} } = branch;
  const { window, turn, frozen } = updates;
  const saving = useMutation({
    mutationFn: async (next: BranchUpdates) => {
      const answer = await saveUpdates(next);
      if (!answer.ok) throw new Error(answer.message);
    },
    networkMode: 'always',
  });
  /** What is set to undefined is as usual from now on. */
  const save = (change: { readonly [K in keyof BranchUpdates]: BranchUpdates[K] | undefined }) => {
    const next = branchUpdatesSchema.safeParse({ ...updates, ...change });
    if (next.success) saving.mutate(next.data);
  };
  const time = (end: 'from' | 'to', label: string) =>
    window && (
      <Field
        key={window[end]}
        label={label}
        type="time"
        defaultValue={window[end]}
        onBlur={(event) => save({ window: { ...window, [end]: event.currentTarget.value } })}
      />
    );

  return (
    <section className="updates-card" aria-labelledby="updates-title">
      <h2 id="updates-title">{t('updatesTitle')}</h2>
      <p>{t('updatesText')}</p>
      {frozen && <Notice tone="wait">{t('updatesStopped')}</Notice>}
      {saving.error && <Notice tone="loss">{saving.error.message}</Notice>}
      <div className="choices">
        <div>
          <h3>{t('updatesWhen')}</h3>
          <Segmented
            label={t('updatesWhen')}
            value={window ? 'between' : 'any'}
            options={[
              { value: 'any', label: t('updatesAnyTime') },
              { value: 'between', label: t('updatesBetween') },
            ]}
            onChange={(choice) => save({ window: choice === 'any' ? undefined : (window ?? usualWindow) })}
          />
        </div>
        {window && (
          <div className="window">
            {time('from', t('updatesFrom'))}
            {time('to', t('updatesTo'))}
          </div>
        )}
        <div>
          <h3>{t('updatesTurn')}</h3>
          <Segmented
            label={t('updatesTurn')}
            value={turn ?? 'usual'}
            options={[
              { value: 'first', label: t('turnFirst') },
              { value: 'usual', label: t('turnUsual') },
              { value: 'last', label: t('turnLast') },
            ]}
            onChange={(choice) => save({ turn: choice === 'usual' ? undefined : choice })}
          />
        </div>
      </div>
      <Button disabled={saving.isPending} onClick={() => save({ frozen: frozen ? undefined : true })}>
        {t(frozen ? 'updatesGoOn' : 'updatesStop')}
      </Button>
    </section>
  );
}
