import type { Request, Response } from 'express';
import { instant } from '@galley/shared/values/time.ts';
import { type EnrolAnswer, enrolRequestSchema } from '@galley/shared/wire/session.ts';
import { enrolTill } from '../sync/enrolment.ts';
import { readEntity } from '../sync/read-entity.ts';
import type { Api } from './app.ts';
import { parseBody } from './parse.ts';
import { HttpRefusal } from './problem.ts';
import { createTryLimit } from './try-limit.ts';

/** `POST /sync/enrol`: a one-time code becomes a till's identity. Ten tries a minute and address. */
export function enrol(api: Api) {
  const limit = createTryLimit(10, 60_000);
  return async (request: Request, response: Response): Promise<void> => {
    limit(request.ip ?? '');
    const enrolled = await enrolTill(api.db, parseBody(enrolRequestSchema, request.body));
    if (!enrolled.ok) throw new HttpRefusal('badCode', enrolled.message);
    const { tillId, branchId, incarnation } = enrolled.value;
    const answer: EnrolAnswer = {
      till: await readEntity(api.db.pool, branchId, 'till', tillId),
      branch: await readEntity(api.db.pool, branchId, 'branch', branchId),
      incarnation,
      epoch: api.epoch,
      serverTime: instant(Date.now()),
    };
    response.json(answer);
  };
}
