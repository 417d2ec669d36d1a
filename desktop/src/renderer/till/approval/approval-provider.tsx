import { type Approval, mayDo } from '@galley/shared/domain/permissions.ts';
import { type Refusal, refuse } from '@galley/shared/values/result.ts';
import { type ReactNode, useCallback, useState } from 'react';
import { t } from '../../ui/messages/t.ts';
import { useSession } from '../till-context.ts';
import { ApprovalDialog } from './approval-dialog.tsx';
import { readCrew } from './queries.ts';
import { ApprovalContext, type Approve, type Wish } from './use-approval.ts';

type Asking = { readonly wish: Wish; readonly answer: (approval: Approval | null) => void };

/** Holds the one question that may be on screen: somebody else's word for what the signed-in person may not do alone. */
export function ApprovalProvider({ children }: { readonly children: ReactNode }) {
  const { till, staff } = useSession();
  const [asking, setAsking] = useState<Asking | null>(null);

  const approve = useCallback<Approve>(
    async (wish, act) => {
      if (mayDo(await readCrew(till.db), staff.id, wish.need)) return act(undefined);
      const approval = await new Promise<Approval | null>((answer) => setAsking({ wish, answer }));
      setAsking(null);
      return approval ? act(approval) : notApproved();
    },
    [till, staff],
  );

  return (
    <ApprovalContext value={approve}>
      {children}
      {asking && <ApprovalDialog wish={asking.wish} onAnswer={asking.answer} />}
    </ApprovalContext>
  );
}

function notApproved(): Refusal {
  return refuse('notApproved', t('notApproved'));
}
