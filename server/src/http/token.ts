import type { Request, Response } from 'express';
import type { Api } from './app.ts';
import { enrolledTill } from './till-auth.ts';

/** `POST /sync/token`: a till proves its key once, and gets a token that every service verifies by itself. */
export function token(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const { till, publicKey } = await enrolledTill(api.db, request);
    response.set('Cache-Control', 'no-store').json(await api.tokens.issue(till, publicKey));
  };
}
