import type { Request } from 'express';
import { signatureHeaders } from '@galley/shared/wire/session.ts';
import type { Reader } from '../sync/feed-rows.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { HttpRefusal } from './problem.ts';
import { signedTill } from './till-auth.ts';

/**
 * Who reads a feed: the till or kitchen screen that signed the request, or the manager who is signed in. `expiresAt`
 * (milliseconds): when it has to be proved anew; whoever listens for longer is cut off then.
 */
export async function feedReader(
  api: Api,
  request: Request,
): Promise<Reader & { readonly expiresAt: number }> {
  if (request.get(signatureHeaders.till) === undefined) {
    return { ...(await officeSession(api.db, request, 'accountant')), role: 'office' };
  }
  const till = await signedTill(api.tokens, request);
  if (till.mayRead) return till;
  throw new HttpRefusal(
    'tillDisabled',
    'A manager has disabled this till. What it records is still sent, and nothing new comes to it.',
  );
}
