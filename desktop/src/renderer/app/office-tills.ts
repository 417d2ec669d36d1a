import type { Result } from '@galley/shared/values/result.ts';
import type { TillId } from '@galley/shared/values/ids.ts';
import { type BranchHealth, branchHealthSchema } from '@galley/shared/wire/health.ts';
import { type DeviceRole, type TillCodeAnswer, tillCodeAnswerSchema } from '@galley/shared/wire/session.ts';
import { z } from 'zod';
import { askOffice } from './ask-office.ts';

/** How every till of the branch is, and how far its books can be trusted [S24]. */
export function readTills(): Promise<Result<BranchHealth>> {
  return askOffice('GET', '/office/tills', branchHealthSchema);
}

/** Shuts a till out, or lets it in again. What it records is stored in any case [S9]. */
export function switchTill(id: TillId, to: 'disable' | 'enable'): Promise<Result<null>> {
  return askOffice('POST', `/office/tills/${id}/${to}`, z.null());
}

/** A one-time code for the next device of a till [S10]. */
export function newTillCode(id: TillId, role: DeviceRole): Promise<Result<TillCodeAnswer>> {
  return askOffice('POST', `/office/tills/${id}/code`, tillCodeAnswerSchema, { role });
}
