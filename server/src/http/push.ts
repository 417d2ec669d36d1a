import type { Request, Response } from 'express';
import { ageOfClient } from '@galley/shared/domain/client-age.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type PushAnswer, pushRequestSchema } from '@galley/shared/wire/push.ts';
import type { TillId } from '@galley/shared/values/ids.ts';
import type { TillIdentity } from '../identity/till-tokens.ts';
import { createTellingHandingIn } from '../messaging/settled-window.ts';
import { gatherPushes } from '../sync/gather-pushes.ts';
import { serverVersion } from '../version.ts';
import { findTill } from '../sync/find-till.ts';
import type { Api } from './app.ts';
import { parseFacts } from './parse.ts';
import { HttpRefusal } from './problem.ts';
import { signedTill } from './till-auth.ts';

/** `POST /sync/push`: stores a till's mutations; answers only after they are on disk [S8]. */
export function push(api: Api) {
  const store = gatherPushes(api.db.pool, api.table);
  const tellHandingIn = createTellingHandingIn(api.bus);
  return async (request: Request, response: Response): Promise<void> => {
    const sender = await signedTill(api.tokens, request);
    const batch = parseFacts(pushRequestSchema, request.body);
    if (batch.status.waiting > batch.mutations.length) tellHandingIn();
    const till = await ownerOfLog(api, sender, batch.tillId ?? sender.id);
    // A device may hand in what its forerunners left, and nothing under the name of the one that came after it [S10].
    const known = batch.incarnation <= till.incarnation;
    const pushed = known ? await store(till, batch) : null;
    if (!pushed)
      throw new HttpRefusal('wrongIncarnation', 'This till never had that enrolment. Enrol it again.');
    api.wakeRelay();
    if (pushed.results.some((result) => result.state === 'quarantined')) {
      api.bus.hint(till.branchId, String(pushed.head)); // it is settled already
    }
    const { age, supportedFrom } = ageOfClient(batch.status.appVersion, api.version ?? serverVersion);
    const answer: PushAnswer = {
      ...pushed,
      epoch: api.epoch,
      serverTime: instant(Date.now()),
      ...(age === 'old' && { supportedFrom }),
    };
    response.json(answer);
    for (const result of pushed.results) {
      const level = result.state === 'fork' ? 'error' : result.state === 'quarantined' ? 'warn' : 'debug';
      api.log[level](
        { correlationId: result.id, tillId: till.id, number: result.number, cause: result.cause },
        result.state,
      );
    }
  };
}

/** Whoever sends, what comes belongs to the till that recorded it: of a device that is broken, its backup is left. */
async function ownerOfLog(api: Api, sender: TillIdentity, tillId: TillId): Promise<TillIdentity> {
  if (tillId === sender.id) return sender;
  const owner = sender.role === 'till' ? await findTill(api.db.pool, tillId) : null;
  if (owner?.till.branchId !== sender.branchId)
    throw new HttpRefusal('unknownTill', 'This backup is of a till of another branch, or of none at all.');
  return owner.till;
}
