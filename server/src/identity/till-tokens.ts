import { createPublicKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import {
  type BranchId,
  branchIdSchema,
  type OrganisationId,
  organisationIdSchema,
  type TillId,
  tillIdSchema,
} from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type DeviceRole, deviceRoleSchema, type TokenAnswer } from '@galley/shared/wire/session.ts';
import { algorithm, type PublicKey, type SigningKeys } from './signing-keys.ts';

/** Who a device is; its token says so, and nothing has to be looked up. */
export type TillIdentity = {
  readonly id: TillId;
  readonly branchId: BranchId;
  readonly organisationId: OrganisationId;
  readonly incarnation: number;
  readonly role: DeviceRole;
  /** False: a disabled till. It may hand in what it recorded, and learns nothing [S9]. */
  readonly mayRead: boolean;
};
/** A token that was verified. It is worth nothing without a signature by `key` on the request that brought it. */
export type TillToken = TillIdentity & { readonly key: KeyObject; readonly expiresAt: number };

export type TillTokens = {
  /** A token for the till that holds the private half of this key (Ed25519, base64url). */
  issue(till: TillIdentity, publicKey: string): Promise<TokenAnswer>;
  /** Null: not ours, damaged, or ended. */
  read(token: string): Promise<TillToken | null>;
  /** What others need to verify our tokens by themselves (RFC 7517). */
  publicKeys(): Promise<PublicKey[]>;
};

/** So short that whoever was disabled or enrolled anew is out without being chased. */
const lifetimeMs = 10 * 60_000;
const issuer = 'galley';
/** To verify a token is most of the work of a small request, so those that were are kept; a till has one at a time. */
const mostKept = 5000;

export function createTillTokens(keys: SigningKeys, now: () => number = Date.now): TillTokens {
  const kept = new Map<string, TillToken & { readonly kid: string }>();

  return {
    async issue(till, publicKey) {
      const at = now();
      const expiresAt = Math.floor((at + lifetimeMs) / 1000) * 1000; // a JWT counts in seconds
      const { kid, privateKey } = await keys.signing();
      const { id, branchId, organisationId, incarnation, role, mayRead } = till;
      const claims: z.input<typeof claimsSchema> = {
        iss: issuer,
        sub: id,
        exp: expiresAt / 1000,
        incarnation,
        branch: branchId,
        organisation: organisationId,
        role,
        scope: mayRead ? 'push read' : 'push',
        cnf: { jwk: { kty: 'OKP', crv: 'Ed25519', x: publicKey } },
      };
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm, kid, typ: 'JWT' })
        .sign(privateKey);
      return { token, expiresAt: instant(expiresAt), serverTime: instant(at) };
    },

    async read(token) {
      const before = kept.get(token);
      // A key that was taken away takes its tokens with it.
      if (before && before.expiresAt > now() && (await keys.verifying(before.kid))) return before;
      const verified = await verify(token);
      for (const [text, { expiresAt }] of kept) {
        if (expiresAt > now() && kept.size < mostKept) break;
        kept.delete(text); // all live equally long, so the first in are the first to end
      }
      if (verified) kept.set(token, verified);
      return verified;
    },

    publicKeys: () => keys.publicKeys(),
  };

  async function verify(token: string): Promise<(TillToken & { readonly kid: string }) | null> {
    let kid = '';
    try {
      const { payload } = await jwtVerify(
        token,
        async (header) => {
          kid = header.kid ?? '';
          const key = await keys.verifying(kid);
          if (!key) throw new errors.JWKSNoMatchingKey();
          return key;
        },
        { algorithms: [algorithm], issuer, currentDate: new Date(now()) },
      );
      const claims = claimsSchema.parse(payload);
      return {
        id: claims.sub,
        branchId: claims.branch,
        organisationId: claims.organisation,
        incarnation: claims.incarnation,
        role: claims.role,
        mayRead: claims.scope === 'push read',
        key: createPublicKey({ key: claims.cnf.jwk, format: 'jwk' }),
        expiresAt: claims.exp * 1000,
        kid,
      };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
      throw error;
    }
  }
}

/** What we write into a token and read from it. `cnf`: the key by which its bearer proves himself (RFC 7800). */
const claimsSchema = z.object({
  iss: z.literal(issuer),
  sub: tillIdSchema,
  exp: z.int(),
  incarnation: z.int().min(1),
  branch: branchIdSchema,
  organisation: organisationIdSchema,
  role: deviceRoleSchema,
  scope: z.enum(['push read', 'push']),
  cnf: z.object({
    jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
  }),
});
