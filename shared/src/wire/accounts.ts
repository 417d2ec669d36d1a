import { z } from 'zod';
import { branchIdSchema } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';

/**
 * What somebody may do in the office: an owner everything at every branch, a manager what concerns the branches that they
 * are named for, an accountant only looks at theirs.
 */
export const officeRoles = ['accountant', 'manager', 'owner'] as const;
export const officeRoleSchema = z.enum(officeRoles);
export type OfficeRole = z.infer<typeof officeRoleSchema>;

/** Whether a role may do what at least `least` may. */
export function reaches(role: OfficeRole, least: OfficeRole): boolean {
  return officeRoles.indexOf(role) >= officeRoles.indexOf(least);
}

/** The header by which a request of the office says which branch it is about; without it, the account's first. */
export const branchHeader = 'galley-branch';

export const branchNameSchema = z.object({ id: branchIdSchema, name: z.string() });

/** Whoever knows none of our words can still remember ten letters; nobody guesses them in the tries there are. */
export const passwordSchema = z.string().min(10, 'a password has at least ten characters').max(200);
/** Six digits of an authenticator app, or a recovery code. */
export const secondFactorSchema = z.string().trim().min(6).max(20);

/** `POST /office/confirm`: that it is still who signed in, before something dangerous. */
export const confirmRequestSchema = z.object({
  password: z.string().min(1).max(200),
  code: secondFactorSchema.optional(),
});

/** `POST /office/join`: the one-time link of an invitation, used; it begins a session. */
export const joinRequestSchema = z.object({
  invitation: z.string().min(1).max(100),
  password: passwordSchema,
});

/** `POST /office/account/password`: ends all other sessions of the account. */
export const passwordRequestSchema = z.object({
  before: z.string().min(1).max(200),
  password: passwordSchema,
});

/** `GET /office/account/sessions`: where the account is signed in. */
export const officeSessionSchema = z.object({
  id: z.uuid(),
  /** What the browser said of itself (its User-Agent). */
  agent: z.string(),
  address: z.string(),
  beganAt: instantSchema,
  seenAt: instantSchema,
  /** The one that asks. */
  current: z.boolean(),
});
export const officeSessionsSchema = z.object({ sessions: z.array(officeSessionSchema) });
export type OfficeSessionEntry = z.infer<typeof officeSessionSchema>;

/** `POST /office/account/totp/begin`: a fresh secret, not in force yet; `uri` is what a QR code for an app holds. */
export const totpSecretSchema = z.string().regex(/^[A-Z2-7]{32}$/);
export const totpOfferSchema = z.object({ secret: totpSecretSchema, uri: z.string() });
export type TotpOffer = z.infer<typeof totpOfferSchema>;
/** `POST /office/account/totp`: in force once a code shows that the app has the secret. */
export const totpRequestSchema = z.object({ secret: totpSecretSchema, code: z.string().regex(/^\d{6}$/) });
/** Shown once and never again: each lets in once without the app. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

/** `GET /office/accounts`: who works in the office. */
export const accountSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  role: officeRoleSchema,
  /** Of an owner: all that there are. */
  branches: z.array(branchIdSchema),
  active: z.boolean(),
  /** Has not used the link yet. */
  invited: z.boolean(),
  totp: z.boolean(),
});
export type Account = z.infer<typeof accountSchema>;
export const accountsSchema = z.object({
  accounts: z.array(accountSchema),
  branches: z.array(branchNameSchema),
});
export type Accounts = z.infer<typeof accountsSchema>;

/** `POST /office/accounts`: an account as it should be from now on. */
export const accountRequestSchema = z.object({
  /** Null: somebody new, who gets a link. */
  id: z.uuid().nullable(),
  /** What they sign in with; of an account that is there it stays as it is. */
  name: z.string().trim().min(3).max(100),
  role: officeRoleSchema,
  /** At least one, but for an owner. */
  branches: z.array(branchIdSchema),
  active: z.boolean(),
});
export type AccountRequest = z.infer<typeof accountRequestSchema>;

/** `POST /office/accounts`, `POST /office/accounts/:id/invite`: what goes behind `/office#join=`; null: nobody was invited. */
export const invitationSchema = z.object({
  invitation: z.string().nullable(),
  expiresAt: instantSchema.nullable(),
});
export type Invitation = z.infer<typeof invitationSchema>;
