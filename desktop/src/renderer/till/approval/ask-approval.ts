import { type Approval, mayDo, type Need } from '@galley/shared/domain/permissions.ts';
import { refuse, type Result } from '@galley/shared/values/result.ts';
import { t } from '../../ui/messages/t.ts';
import type { Session } from '../till-context.ts';
import { readCrew } from './queries.ts';

/** Does it at once for who may do it; for anybody else only with the word that `ask` brings: null, nobody gave theirs. */
export async function askApproval<T>(
  { till, staff }: Pick<Session, 'till' | 'staff'>,
  need: Need,
  ask: () => Promise<Approval | null>,
  act: (approval: Approval | undefined) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (mayDo(await readCrew(till.db), staff.id, need)) return act(undefined);
  const approval = await ask();
  return approval ? act(approval) : refuse('notApproved', t('notApproved'));
}
