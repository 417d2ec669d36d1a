import type { Approval } from '@galley/shared/domain/permissions.ts';
import { ok, type Result } from '@galley/shared/values/result.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { checkPin } from '../../actions/check-pin.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { PinPad } from '../sign-in/pin-pad.tsx';
import { useSession } from '../till-context.ts';
import { readApprovers } from './queries.ts';
import type { Wish } from './use-approval.ts';
import './approval-dialog.css';

/** Somebody who may do it says so: their name, why, and their PIN. It counts once; whoever sells stays signed in. */
export function ApprovalDialog({
  wish,
  onAnswer,
}: {
  readonly wish: Wish;
  readonly onAnswer: (approval: Approval | null) => void;
}) {
  const { till } = useSession();
  const approvers = useLiveQuery(() => readApprovers(till.db, wish.need), [till, wish]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState(wish.reason ?? '');
  const person = approvers?.find(({ id }) => id === chosen) ?? approvers?.[0];

  async function approve(pin: string): Promise<Result<null>> {
    if (!person) return ok(null);
    const known = await checkPin(till, { staffId: person.id, pin });
    if (!known.ok) return known;
    onAnswer({ staffId: person.id, name: person.name, reason: reason.trim() });
    return ok(null);
  }

  return (
    <Dialog title={t('approvalTitle')} wide onClose={() => onAnswer(null)}>
      {approvers?.length === 0 && <Notice tone="wait">{t('nobodyMayApprove')}</Notice>}
      {person && (
        <div className="approval-dialog">
          <div className="what">
            <p>
              <strong>{wish.what}</strong>
            </p>
            <p className="muted">{t('approvalText')}</p>
            <div className="approvers" role="group" aria-label={t('whoApproves')}>
              {approvers?.map(({ id, name }) => (
                <button key={id} type="button" aria-pressed={id === person.id} onClick={() => setChosen(id)}>
                  {name}
                </button>
              ))}
            </div>
            <Field
              label={t('setAsideReason')}
              value={reason}
              maxLength={500}
              data-autofocus={reason === '' ? true : undefined}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </div>
          <PinPad
            key={person.id}
            name={person.name}
            {...(reason.trim() === '' && { notYet: t('firstSayWhy') })}
            onPin={approve}
          />
        </div>
      )}
    </Dialog>
  );
}
