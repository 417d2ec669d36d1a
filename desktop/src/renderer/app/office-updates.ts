import type { BranchUpdates } from '@galley/shared/domain/update-gate.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { z } from 'zod';
import { askOffice } from './ask-office.ts';

/** Says when the devices of the branch may change their version; they hear of it by the feed. */
export function saveUpdates(updates: BranchUpdates): Promise<Result<null>> {
  return askOffice('POST', '/office/updates', z.null(), updates);
}
