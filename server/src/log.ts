import { withoutCardNumbers } from '@galley/shared/values/card-number.ts';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Names of what nobody may read in a log, wherever a value of that name is logged. */
const secrets = [
  'authorization', 'cookie', 'galley-token', 'token', 'password', 'passwordHash', 'passwordSalt', 'private_jwk',
  'privateJwk', 'privateKey', 'enrolmentCode', 'pin', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET',
]; // prettier-ignore

/** The log of a process: JSON lines, to standard output unless it is told otherwise. */
export function createLog(level: Config['LOG_LEVEL'], to?: DestinationStream): Logger {
  const paths = secrets.flatMap((name) => ['', '*', '*.*'].map((depth) => `${depth}["${name}"]`));
  const redact = { paths, censor: '[secret]' };
  return pino({ level, base: null, redact, hooks: { streamWrite: hideCards } }, to ?? pino.destination(1));
}

/** Nothing writes a card number down; one in a text of somebody else's ends here. Times and counts are no texts. */
function hideCards(line: string): string {
  return line.replaceAll(/"(?:[^"\\]|\\.)*"/g, withoutCardNumbers);
}
