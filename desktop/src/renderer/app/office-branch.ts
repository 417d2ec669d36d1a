import type { Result } from '@galley/shared/values/result.ts';
import type { BranchSettings } from '@galley/shared/wire/branch-settings.ts';
import { z } from 'zod';
import { askOffice } from './ask-office.ts';

/** What stands on the branch's papers and where its kitchen's go: the whole of it, what is left out is taken away. */
export function saveBranchSettings(settings: BranchSettings): Promise<Result<null>> {
  return askOffice('POST', '/office/branch', z.null(), settings);
}
