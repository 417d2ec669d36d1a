import type { Branch } from '@galley/shared/domain/branch.ts';
import { chooseBranch } from '../app/chosen-branch.ts';
import { useSession } from '../app/session-gate.tsx';
import { t } from '../ui/messages/t.ts';

/** The branch in sight; whoever may see several takes another one here. */
export function BranchChoice({ branch }: { readonly branch: Branch }) {
  const session = useSession();
  if (!session || session.branches.length < 2) return branch.name;
  return (
    <select
      className="branch-choice"
      aria-label={t('branch')}
      value={branch.id}
      onChange={(event) => {
        const chosen = session.branches.find(({ id }) => id === event.currentTarget.value);
        if (!chosen) return;
        chooseBranch(chosen.id);
        location.reload();
      }}
    >
      {session.branches.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
