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
  return pino({ level, base: null, redact: { paths, censor: '[secret]' } }, to ?? pino.destination(1));
}
