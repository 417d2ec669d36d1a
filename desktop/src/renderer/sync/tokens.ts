import type { TokenAnswer } from '@galley/shared/wire/session.ts';

/** The token that this till shows with each request. Only in memory: after a start it asks for another. */
export type Tokens = {
  /** The one that is good for a while longer, or what `fetch` answers; whoever asks meanwhile waits for the same answer. */
  get(nowMs: number, fetch: () => Promise<TokenAnswer>): Promise<string>;
  /** The server does not take it any more. */
  drop(token: string): void;
};

/** So long before its end a token is not used any more: it has to last for the way there. */
const marginMs = 60_000;

export function createTokens(): Tokens {
  let kept: { readonly token: string; readonly until: number } | null = null;
  let fetching: Promise<string> | null = null;

  return {
    get(nowMs, fetch) {
      if (kept && nowMs < kept.until) return Promise.resolve(kept.token);
      fetching ??= fetch()
        .then(({ token, expiresAt, serverTime }) => {
          // How long it lives is told by the server's clock alone; when that began, by ours.
          kept = { token, until: nowMs + Date.parse(expiresAt) - Date.parse(serverTime) - marginMs };
          return token;
        })
        .finally(() => (fetching = null));
      return fetching;
    },
    drop(token) {
      if (kept?.token === token) kept = null;
    },
  };
}
