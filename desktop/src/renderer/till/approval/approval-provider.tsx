import type { Approval } from '@galley/shared/domain/permissions.ts';
import { type ReactNode, useCallback, useState } from 'react';
import { useSession } from '../till-context.ts';
import { ApprovalDialog } from './approval-dialog.tsx';
import { askApproval } from './ask-approval.ts';
import { ApprovalContext, type Approve, type Wish } from './use-approval.ts';

type Asking = { readonly wish: Wish; readonly answer: (approval: Approval | null) => void };

/** Holds the one question that may be on screen: somebody else's word for what the signed-in person may not do alone. */
export function ApprovalProvider({ children }: { readonly children: ReactNode }) {
  const { till, staff } = useSession();
  const [asking, setAsking] = useState<Asking | null>(null);

  const approve = useCallback<Approve>(
    (wish, act) => {
      const ask = async () => {
        const approval = await new Promise<Approval | null>((answer) => setAsking({ wish, answer }));
        setAsking(null);
        return approval;
      };
      return askApproval({ till, staff }, wish.need, ask, act);
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
