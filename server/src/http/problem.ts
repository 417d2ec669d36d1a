import { instant } from '@galley/shared/values/time.ts';
import type { Problem, ProblemCode } from '@galley/shared/wire/session.ts';

const titles: Record<ProblemCode, readonly [status: number, title: string]> = {
  badRequest: [400, 'The request is not understood'],
  tooLarge: [413, 'The request is too large'],
  notSignedIn: [401, 'Sign in first'],
  badSignature: [401, 'The signature does not match'],
  clockWrong: [401, 'The clock is wrong'],
  unknownTill: [401, 'This till is not enrolled here'],
  wrongIncarnation: [409, 'This till was enrolled again'],
  badCode: [403, 'The code is not valid'],
  badPassword: [403, 'Name or password is wrong'],
  notFound: [404, 'There is nothing here'],
  tooManyTries: [429, 'Too many tries'],
  notReady: [503, 'Not ready'],
  internal: [500, 'Something went wrong on the server'],
};

/** An answer that a route refuses with; `http/errors.ts` turns it into RFC 9457 problem details. */
export class HttpRefusal extends Error {
  override name = 'HttpRefusal';
  readonly problem: Problem;
  readonly retryAfterSeconds: number | null;

  constructor(code: ProblemCode, detail: string, retryAfterSeconds: number | null = null) {
    super(detail);
    this.problem = problemOf(code, detail);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function problemOf(code: ProblemCode, detail: string): Problem {
  const [status, title] = titles[code];
  return { type: `urn:galley:problem:${code}`, title, status, code, detail, serverTime: instant(Date.now()) };
}
