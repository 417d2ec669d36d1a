import type { Result } from '@galley/shared/values/result.ts';
import {
  type DeadLetters,
  deadLettersSchema,
  type LetterAnswer,
  letterAnswerSchema,
  type LetterDecision,
} from '@galley/shared/wire/dead-letters.ts';
import { askOffice } from './ask-office.ts';

/** What services could make nothing of. Throws what the server refuses, as queries want it. */
export async function readLetters(): Promise<DeadLetters> {
  const answer = await askOffice('GET', '/office/dead-letters', deadLettersSchema);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

/** Has one tried again, or takes it off the list [S13]. */
export function decideLetter(decision: LetterDecision): Promise<Result<LetterAnswer>> {
  return askOffice('POST', '/office/dead-letters', letterAnswerSchema, decision);
}
