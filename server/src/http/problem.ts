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
  badOrderingKey: {
    status: 401,
    title: 'This page may not order here',
    when: 'An ordering page carries no key, a wrong one, or one that the branch has revoked.',
    remedy: 'Put the key into the page that the office shows under online orders.',
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
  soldOut: {
    status: 409,
    title: 'Sold out',
    when: 'An online order wants more of something than there is left.',
    remedy: 'Show `detail`, load the menu again, and let the guest choose.',
  },
  priceChanged: {
    status: 409,
    title: 'The price has changed',
    when: 'An online order costs something else now than the page said.',
    remedy: 'Load the menu again and show the guest the new price.',
  },
  tooLarge: {
    status: 413,
    title: 'The request is too large',
    when: 'The body is larger than 1 MiB when unpacked.',
    remedy: 'Send half as many records at once.',
  },
  unknownProduct: {
    status: 422,
    title: 'Not on the menu',
    when: 'An online order names something that the branch does not sell online (any more).',
    remedy: 'Load the menu again.',
  },
  unknownChoice: {
    status: 422,
    title: 'No such option',
    when: 'An online order names an option that its product does not have, or names it twice.',
    remedy: 'Load the menu again.',
  },
  choiceMissing: {
    status: 422,
    title: 'A choice is missing',
    when: 'An online order leaves out an option, or a part of a combo, that has to be chosen.',
    remedy: 'Ask the guest for it: `detail` says which.',
  },
  tooManyChoices: {
    status: 422,
    title: 'Too many choices',
    when: 'An online order has more options of a group than may be chosen.',
    remedy: 'Ask the guest again: `detail` says which.',
  },
  wantedTooEarly: {
    status: 422,
    title: 'That time is over',
    when: 'An online order is wanted at a time that is past.',
    remedy: 'Ask the guest for a later time, or send null.',
  },
  keyReused: {
    status: 422,
    title: 'The idempotency key was used before',
    when: 'An online order came under the key of another order.',
    remedy: 'Make a new key for a new order; keep it for sending the same again.',
  },
  tooManyTries: {
    status: 429,
    title: 'Too many tries',
    when: 'Too many codes, passwords or online orders came from one address or for one account.',
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
    when: 'The message broker, or the service that was asked, does not answer. Sales are still stored; they are worked on later.',
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
