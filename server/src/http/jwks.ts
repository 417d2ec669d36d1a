import type { Request, Response } from 'express';
import type { Api } from './app.ts';

/** `GET /.well-known/jwks.json`: the public keys, for services that verify tills' tokens without our database. */
export function jwks(api: Api) {
  return async (_request: Request, response: Response): Promise<void> => {
    response.set('Cache-Control', 'public, max-age=60').json({ keys: await api.tokens.publicKeys() });
  };
}
