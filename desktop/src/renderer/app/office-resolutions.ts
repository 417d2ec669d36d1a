import type { Result } from '@galley/shared/values/result.ts';
import {
  type HeldRecord,
  heldRecordsSchema,
  type ResolutionAnswer,
  resolutionAnswerSchema,
  type ResolutionRequest,
} from '@galley/shared/wire/resolutions.ts';
import { askOffice } from './ask-office.ts';

/** What the log knows of the records that somebody has to decide about. Throws what the server refuses, as queries want it. */
export async function readHeldRecords(): Promise<HeldRecord[]> {
  const answer = await askOffice('GET', '/office/held', heldRecordsSchema);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value.records;
}

/** Tries a record again or sets it aside; the till and this browser hear of it by the feed [S14]. */
export function decideRecord(decision: ResolutionRequest): Promise<Result<ResolutionAnswer>> {
  return askOffice('POST', '/office/resolutions', resolutionAnswerSchema, decision);
}
