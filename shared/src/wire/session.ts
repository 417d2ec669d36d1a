import { z } from 'zod';
import { branchSchema, tillSchema } from '../domain/branch.ts';
import { onlineRefusalCodes } from '../domain/price-online.ts';
import { tillIdSchema } from '../values/ids.ts';
import { hashText } from '../values/hash.ts';
import { instantSchema } from '../values/time.ts';
import { branchNameSchema, officeRoleSchema, secondFactorSchema } from './accounts.ts';

/** Whose eyes read the feed: they decide what of it they get. A device is a till or a kitchen screen, never the office. */
export const deviceRoleSchema = z.enum(['till', 'kitchen']);
export type DeviceRole = z.infer<typeof deviceRoleSchema>;
export type ReaderRole = DeviceRole | 'office';

/** `POST /sync/enrol`: a one-time code and the public half of a key that never leaves the device (Ed25519, base64url). */
export const enrolRequestSchema = z.object({
  code: z.string().regex(/^[A-Z2-9]{4}-?[A-Z2-9]{4}$/, 'a code has eight letters and digits, like ABCD-2345'),
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** What this device is. A code is made for one kind, and stays unused when another tries it. */
  role: deviceRoleSchema.default('till'),
  /** Who this device was before. A server that was restored may have forgotten incarnations, and must not give them again [S10]. */
  before: z.object({ tillId: tillIdSchema, incarnation: z.int().min(1).max(1000) }).optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;
export const enrolAnswerSchema = z.object({
  till: tillSchema,
  /** Counts how often this till was enrolled; its numbers start anew with each [S10]. */
  incarnation: z.int().min(1),
  branch: branchSchema,
  epoch: z.uuid(),
  serverTime: instantSchema,
});
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;

/**
 * `POST /sync/token`, signed by the till with its present key and without a token. `token` is a JWT; a till need not look
 * into it. It carries it with every other request until shortly before it ends, by the server's clock.
 */
export const tokenAnswerSchema = z.object({
  token: z.string().min(1),
  expiresAt: instantSchema,
  serverTime: instantSchema,
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

/** `POST /office/sign-in`; the answer sets a session cookie that scripts cannot read. */
export const signInRequestSchema = z.object({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  /** Asked for by `codeNeeded`. */
  code: secondFactorSchema.optional(),
});
export const sessionSchema = z.object({
  name: z.string(),
  role: officeRoleSchema,
  /** The one that the request was about. */
  branch: branchSchema,
  /** All that the account may see. */
  branches: z.array(branchNameSchema),
  /** Whether a second factor is asked for. */
  totp: z.boolean(),
  epoch: z.uuid(),
});
export type Session = z.infer<typeof sessionSchema>;

/** `POST /office/tills/:id/code`: a one-time code to enrol the next device of this till. */
export const tillCodeRequestSchema = z.object({ role: deviceRoleSchema.default('till') });
export const tillCodeAnswerSchema = z.object({ code: z.string(), expiresAt: instantSchema });
export type TillCodeAnswer = z.infer<typeof tillCodeAnswerSchema>;

/**
 * Headers by which a till proves each request: a token that says who it is, and a signature with the key that the token
 * names. Either alone is worth nothing.
 */
export const signatureHeaders = {
  till: 'galley-till',
  token: 'galley-token',
  time: 'galley-time',
  signature: 'galley-signature',
} as const;

/**
 * The text a till signs (Ed25519, RFC 8032): what is asked, when by the server's clock as far as the till knows it
 * (milliseconds), and the hash of the body. `path` includes the query.
 */
export function signedText(method: string, path: string, timeMs: number, body: string): string {
  return [method, path, String(timeMs), hashText(body)].join('\n');
}

/** A signature older or newer than this, by the server's clock, is answered with `clockWrong` and the right time. */
export const signatureWindowMs = 5 * 60_000;

export const problemCodeSchema = z.enum([
  'badRequest', 'tooLarge', 'notSignedIn', 'tokenExpired', 'badSignature', 'clockWrong', 'unknownTill', 'wrongIncarnation', 'tillDisabled',
  'badCode', 'badPassword', 'codeNeeded', 'confirmFirst', 'notAllowed', 'notFound', 'tooManyTries', 'notReady', 'internal',
  'badOrderingKey', 'keyReused', ...onlineRefusalCodes,
]); // prettier-ignore
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/** RFC 9457 problem details: the one shape of every HTTP error of ours. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: problemCodeSchema,
  /** What was wrong, where, and what to do. */
  detail: z.string(),
  serverTime: instantSchema.optional(),
});
export type Problem = z.infer<typeof problemSchema>;
