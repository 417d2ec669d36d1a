import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chain, type Hash, noHash } from '@galley/shared/values/hash.ts';
import { type MutationId, newId, type StaffId, uuidFrom, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import {
  changesPageSchema,
  type ChangesPage,
  type Cursor,
  cursorToText,
  type FeedChange,
} from '@galley/shared/wire/changes.ts';
import { type MutationData, type MutationName, mutations } from '@galley/shared/wire/mutations.ts';
import { type PushAnswer, pushAnswerSchema, type PushedMutation } from '@galley/shared/wire/push.ts';
import {
  type DeviceRole,
  type EnrolAnswer,
  enrolAnswerSchema,
  problemSchema,
  signatureHeaders,
  signedText,
  tokenAnswerSchema,
} from '@galley/shared/wire/session.ts';

/** How long a busy machine may take; what has to be fast is measured by the benchmarks. */
const patienceMs = 45_000;

/** A till reduced to its side of the wire: keys, log and cursor, without a database. */
export type TestTill = {
  readonly identity: EnrolAnswer;
  readonly staffId: StaffId;
  /** Appends to the till's log and returns what would be pushed. */
  record<N extends MutationName>(name: N, data: MutationData<N>): PushedMutation;
  /** The same with any envelope: to send what a sane till would not. */
  recordRaw(
    change: (envelope: Record<string, unknown>) => unknown,
    name?: MutationName,
    data?: unknown,
  ): PushedMutation;
  /** `waiting`: how much it says it has, these included. */
  push(mutations: readonly PushedMutation[], incarnation?: number, waiting?: number): Promise<PushAnswer>;
  /** The same request, signed and not yet sent: for whoever measures the server and not this till. */
  signPush(mutations: readonly PushedMutation[], waiting: number): Promise<SignedRequest>;
  request(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Response>;
  /** The same with a signature of another time. */
  requestAt(time: number, method: string, path: string, body?: string): Promise<Response>;
  /** As if its token had ended: the next request takes another one. */
  forgetToken(): void;
  pull(): Promise<FeedChange[]>;
  /** Pulls until every mutation has its settlement; answers all settlements seen, by mutation. */
  settled(ids: readonly MutationId[]): Promise<Map<string, Extract<FeedChange, { entity: 'settlement' }>>>;
  readonly seen: FeedChange[];
};
export type SignedRequest = { readonly headers: Record<string, string>; readonly body: string };

/** Enrols by the code and answers a till with an empty log. */
export async function enrolTestTill(
  world: { readonly url: string },
  code: string,
  role: DeviceRole = 'till',
): Promise<TestTill> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = must(publicKey.export({ format: 'jwk' }).x, 'an Ed25519 key has an x');
  const response = await fetch(`${world.url}/sync/enrol`, {
    method: 'POST',
    body: JSON.stringify({ code, publicKey: x, role }),
  });
  if (!response.ok) throw new Error(await response.text());
  return createTestTill(world, enrolAnswerSchema.parse(await response.json()), privateKey);
}

/** A till that was enrolled in another way. */
export function createTestTill(
  world: { readonly url: string },
  identity: EnrolAnswer,
  key: KeyObject,
): TestTill {
  let number = 0;
  let hash: Hash = noHash;
  let cursor: Cursor = { epoch: identity.epoch, stream: identity.branch.id, scope: 'till', version: 0 };
  const seen: FeedChange[] = [];
  // The demo's manager: nothing that a test does is for want of a right.
  const staffId = newId<StaffId>(() => uuidFrom('galley demo staff Nusrat'));

  let token: Promise<string> | null = null;

  const request: TestTill['request'] = (method, path, body, headers) =>
    requestAt(Date.now(), method, path, body, headers);

  /** Takes a token when it has none, and another one when the server wants another. */
  async function requestAt(
    time: number,
    method: string,
    path: string,
    body = '',
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const send = async () => {
      token ??= takeToken();
      return ask(time, method, path, body, { [signatureHeaders.token]: await token, ...headers });
    };
    const response = await send();
    if (signatureHeaders.token in headers || !(await isTokenExpired(response))) return response;
    token = null;
    return send();
  }

  async function takeToken(): Promise<string> {
    const response = await ask(Date.now(), 'POST', '/sync/token');
    if (!response.ok) throw new Error(await response.text());
    return tokenAnswerSchema.parse(await response.json()).token;
  }

  function ask(
    time: number,
    method: string,
    path: string,
    body = '',
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${world.url}${path}`, {
      method,
      ...(body !== '' && { body }),
      headers: { ...proofOf(time, method, path, body), ...headers },
    });
  }

  function proofOf(time: number, method: string, path: string, body: string): Record<string, string> {
    const signature = sign(null, Buffer.from(signedText(method, path, time, body)), key);
    return {
      [signatureHeaders.till]: identity.till.id,
      [signatureHeaders.time]: String(time),
      [signatureHeaders.signature]: signature.toString('base64url'),
    };
  }

  function pushBody(batch: readonly PushedMutation[], incarnation: number, waiting: number): string {
    const status = { waiting, oldestAt: null, appVersion: 'test' };
    return JSON.stringify({ incarnation, mutations: batch, status });
  }

  const till: TestTill = {
    identity,
    staffId,
    seen,
    request,
    requestAt,
    record: (name, data) => till.recordRaw((envelope) => envelope, name, data),
    recordRaw(change, name = 'openShift', data = {}) {
      number += 1;
      const id = newId<MutationId>(() => uuidv7());
      const body = JSON.stringify(
        change({
          id,
          type: name,
          version: mutations[name].version,
          occurredAt: instant(Date.now()),
          correlationId: id,
          causationId: null,
          branchId: identity.branch.id,
          tillId: identity.till.id,
          incarnation: identity.incarnation,
          number,
          staffId,
          data,
        }),
      );
      hash = chain(hash, body);
      return { id, number, hash, body };
    },
    async push(batch, incarnation = identity.incarnation, waiting = batch.length) {
      const response = await request('POST', '/sync/push', pushBody(batch, incarnation, waiting));
      if (!response.ok) throw new Error(await response.text());
      return pushAnswerSchema.parse(await response.json());
    },
    async signPush(batch, waiting) {
      token ??= takeToken();
      const body = pushBody(batch, identity.incarnation, waiting);
      const proof = proofOf(Date.now(), 'POST', '/sync/push', body);
      return { headers: { ...proof, [signatureHeaders.token]: await token }, body };
    },
    forgetToken: () => (token = null),
    async pull() {
      const news: FeedChange[] = [];
      for (;;) {
        const response = await request('GET', `/sync/changes?cursor=${cursorToText(cursor)}`);
        const page: ChangesPage = changesPageSchema.parse(await response.json());
        if (page.kind === 'mustResnapshot') throw new Error(page.reason);
        news.push(...page.changes);
        cursor = page.cursor;
        if (cursor.version >= page.head) break;
      }
      seen.push(...news);
      return news;
    },
    async settled(ids) {
      const deadline = Date.now() + patienceMs;
      for (;;) {
        await till.pull();
        const settlements = new Map(
          seen.filter((change) => change.entity === 'settlement').map((change) => [change.id, change]),
        );
        if (ids.every((id) => settlements.has(id))) return settlements;
        if (Date.now() > deadline) {
          throw new Error(
            `not settled in ${patienceMs / 1000} s: ${ids.filter((id) => !settlements.has(id)).join(', ')}`,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
  return till;
}

async function isTokenExpired(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  return problemSchema.parse(await response.clone().json()).code === 'tokenExpired';
}
