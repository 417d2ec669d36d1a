import type { Result } from '@galley/shared/values/result.ts';
import type { RightsRequest, StaffRequest } from '@galley/shared/wire/crew.ts';
import { z } from 'zod';
import { askOffice } from './ask-office.ts';

/** Sets a person of the branch; tills and this browser hear of it by the feed. */
export function saveStaff(person: StaffRequest): Promise<Result<null>> {
  return askOffice('POST', '/office/staff', z.null(), person);
}

/** Sets what a role or a group may do. */
export function saveRights(rights: RightsRequest): Promise<Result<null>> {
  return askOffice('POST', '/office/rights', z.null(), rights);
}
