import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import {
  branchIdSchema,
  organisationIdSchema,
  type OrganisationId,
  tillIdSchema,
} from '@galley/shared/values/ids.ts';
import {
  type DeviceRole,
  deviceRoleSchema,
  signatureHeaders,
  signatureWindowMs,
  signedText,
} from '@galley/shared/wire/session.ts';
import type { SyncDatabase } from '../db/open.ts';
import type { PushingTill } from '../sync/push.ts';
import { HttpRefusal } from './problem.ts';

const headersSchema = z.object({
  till: tillIdSchema,
  time: z.coerce.number().int(),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});

export type SignedTill = PushingTill & {
  readonly organisationId: OrganisationId;
  readonly incarnation: number;
  readonly role: DeviceRole;
};
const keys = new Map<string, KeyObject>();

/** Who signed this request: the till's present key over method, path, time and body, within five minutes. */
export async function signedTill(db: SyncDatabase, request: Request): Promise<SignedTill> {
  const headers = headersSchema.safeParse({
    till: request.get(signatureHeaders.till),
    time: request.get(signatureHeaders.time),
    signature: request.get(signatureHeaders.signature),
  });
  if (!headers.success) throw new HttpRefusal('notSignedIn', 'This needs the signature of an enrolled till.');
  const { till: id, time, signature } = headers.data;
  const till = await findTill(db, id);
  if (!till)
    throw new HttpRefusal(
      'unknownTill',
      'This till is not enrolled on this server. Enrol it with a new code.',
    );
  const body = typeof request.body === 'string' ? request.body : '';
  const text = signedText(request.method, request.originalUrl, time, body);
  if (!verify(null, Buffer.from(text), keyOf(till.public_key), Buffer.from(signature, 'base64url'))) {
    throw new HttpRefusal(
      'badSignature',
      'The signature does not match: this till was enrolled again elsewhere. Enrol it with a new code.',
    );
  }
  if (Math.abs(Date.now() - time) > signatureWindowMs) {
    throw new HttpRefusal(
      'clockWrong',
      'The clock of this till differs from the server by more than five minutes.',
    );
  }
  return {
    id,
    branchId: branchIdSchema.parse(till.branch_id),
    organisationId: organisationIdSchema.parse(till.organisation_id),
    role: deviceRoleSchema.parse(till.role),
    disabled: till.disabled,
    incarnation: till.incarnation,
  };
}

type Row = {
  branch_id: string;
  organisation_id: string;
  disabled: boolean;
  incarnation: number;
  public_key: string;
  role: string;
};

async function findTill(db: SyncDatabase, id: string): Promise<Row | undefined> {
  const { rows } = await db.pool.query<Row>({
    name: 'find-till',
    text: `select t.branch_id, b.organisation_id, t.disabled, t.incarnation, l.public_key, l.role
             from till t join branch b on b.id = t.branch_id
             join till_log l on l.till_id = t.id and l.incarnation = t.incarnation where t.id = $1`,
    values: [id],
  });
  return rows[0];
}

function keyOf(publicKey: string): KeyObject {
  const known = keys.get(publicKey);
  if (known) return known;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  keys.set(publicKey, key);
  return key;
}
