import type { Result } from '@galley/shared/values/result.ts';
import { type MailSettings, type OfficeMail, officeMailSchema } from '@galley/shared/wire/mail.ts';
import { z } from 'zod';
import { askOffice } from './ask-office.ts';

/** Who gets the summary of each day, and what a demo kept. Throws what the server refuses, as queries want it. */
export async function readOfficeMail(): Promise<OfficeMail> {
  const answer = await askOffice('GET', '/office/mail', officeMailSchema);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

export function saveMailSettings(settings: MailSettings): Promise<Result<null>> {
  return askOffice('POST', '/office/mail', z.null(), settings);
}
