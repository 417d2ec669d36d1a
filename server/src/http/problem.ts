import { instant } from '@galley/shared/values/time.ts';
import type { Refusal } from '@galley/shared/values/result.ts';
import { type Problem, type ProblemCode, problemCodeSchema } from '@galley/shared/wire/session.ts';

type ProblemKind = {
  readonly status: number;
  readonly title: string;
  /** For those who write a client: when it is answered, and what to do then. */
  readonly when: string;
  readonly remedy: string;
};

/** Every problem that this server answers with. `docs/http.md` shows the same table. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  badRequest: {
    status: 400,
    title: 'The request is not understood',
    when: 'Body or address do not have the documented shape, or the body was cut off or wrongly packed.',
    remedy: 'Do not send the same again: `detail` says what is wrong and where. A till sends half the batch, to find the record.',
  },
  notSignedIn: {
    status: 401,
    title: 'Sign in first',
    when: 'The request carries neither the signature of a till nor a session of the office, or the session has ended.',
    remedy: 'Keep what is to be sent and ask for a sign-in.',
  },
  tokenExpired: {
    status: 401,
    title: 'The token has ended',
    when: 'A till sent no token, or one that has ended or was signed by a key that is not honoured any more.',
    remedy: 'Take a new one from `/sync/token` and send the same again.',
  },
  badSignature: {
    status: 401,
    title: 'The signature does not match',
    when: 'The till was enrolled again, with another key, or something on the way changed the request.',
    remedy: 'Keep what is to be sent and enrol the till again.',
  },
  clockWrong: {
    status: 401,
    title: 'The clock is wrong',
    when: 'The signature was made more than five minutes before or after the time of the server.',
    remedy: 'Take the time from `serverTime` and sign again.',
  },
  unknownTill: {
    status: 401,
    title: 'This till is not enrolled here',
    when: 'The server has no till of this id: it is another server, or it was restored from a backup.',
    remedy: 'Keep what is to be sent and enrol the till again.',
  },
  badCode: {
    status: 403,
    title: 'The code is not valid',
    when: 'An enrolment code, an invitation or a second factor is wrong, used, or too old.',
    remedy: 'Ask the manager for a new one; of a second factor wait for the next code of the app.',
  },
  badPassword: {
    status: 403,
    title: 'Name or password is wrong',
    when: 'A sign-in to the office with a name or a password that does not fit.',
    remedy: 'Try again. Five wrong ones in a row lock the account for some minutes.',
  },
  codeNeeded: {
    status: 403,
    title: 'A second factor is needed',
    when: 'The password is right, and the account wants a code of its authenticator app, too.',
    remedy: 'Send the same again with the six digits, or with a recovery code, as `code`.',
  },
  confirmFirst: {
    status: 403,
    title: 'Say once more who you are',
    when: 'Something dangerous was asked for by a session that proved itself more than ten minutes ago.',
    remedy: 'Ask for the password, send it to `/office/confirm`, and send the same again.',
  },
  notAllowed: {
    status: 403,
    title: 'Not with this account',
    when: 'The account has another role, or is for other branches.',
    remedy: 'Ask an owner, who gives rights under *Accounts*.',
  },
  tillDisabled: {
    status: 403,
    title: 'This till is disabled',
    when: 'A manager has disabled the till. It may still push; it may not read.',
    remedy: 'Go on sending what was recorded, and ask the manager.',
  },
  notFound: {
    status: 404,
    title: 'There is nothing here',
    when: 'No route has this method and address.',
    remedy: 'Look at the address; a client newer than the server meets this too.',
  },
  wrongIncarnation: {
    status: 409,
    title: 'This till was enrolled again',
    when: 'A push names an enrolment that this till never had here.',
    remedy: 'Keep what is to be sent and enrol the till again.',
  },
  tooLarge: {
    status: 413,
    title: 'The request is too large',
    when: 'The body is larger than 1 MiB when unpacked.',
    remedy: 'Send half as many records at once.',
  },
  tooManyTries: {
    status: 429,
    title: 'Too many tries',
    when: 'Too many codes or passwords were tried from one address or for one account.',
    remedy: 'Wait as long as `Retry-After` says, or a few minutes without it.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on the server',
    when: 'The server met what it did not foresee, or its database is away.',
    remedy: 'Send the same again after `Retry-After`; nothing is stored twice.',
  },
  notReady: {
    status: 503,
    title: 'Not ready',
    when: 'The message broker does not answer. Sales are still stored; they are worked on later.',
    remedy: 'Ask again after `Retry-After`.',
  },
}; // prettier-ignore

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

/** A refusal whose code is a problem's. */
export function refusalOf({ code, message }: Refusal): HttpRefusal {
  return new HttpRefusal(problemCodeSchema.parse(code), message);
}

export function problemOf(code: ProblemCode, detail: string): Problem {
  const { status, title } = problemKinds[code];
  return { type: problemType(code), title, status, code, detail, serverTime: instant(Date.now()) };
}

export function problemType(code: ProblemCode): string {
  return `urn:galley:problem:${code}`;
}
