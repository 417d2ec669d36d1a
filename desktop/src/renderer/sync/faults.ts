import type { Problem } from '@galley/shared/wire/session.ts';

/** Nobody answers, or somebody who is not our server: a captive portal, a proxy's error page. Everything keeps. */
export class Offline extends Error {
  override name = 'Offline';
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Our server answers, and says no. */
export class Refused extends Error {
  override name = 'Refused';
  readonly problem: Problem;
  readonly retryAfterMs: number | null;

  constructor(problem: Problem, retryAfterMs: number | null) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Our own log cannot go on by itself: a person has to act. */
export class Stuck extends Error {
  override name = 'Stuck';
}
