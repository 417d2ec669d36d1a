import { type Request, type Response, Router } from 'express';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { type LetterAnswer, letterDecisionSchema } from '@galley/shared/wire/dead-letters.ts';
import { askedLetterBox } from '../messaging/ask-letters.ts';
import { NoAnswer } from '../messaging/bus.ts';
import { openLetterBox } from '../messaging/letter-box.ts';
import {
  dropLetter,
  type KeepDecision,
  type LetterBoxes,
  listLetters,
  replayLetter,
} from '../messaging/manage-letters.ts';
import { keepOfficeChanges } from '../sync/audit-office.ts';
import type { Api } from './app.ts';
import { officeSession } from './office-auth.ts';
import { parseBody } from './parse.ts';
import { HttpRefusal } from './problem.ts';

/** `/office/dead-letters`: what a service could make nothing of, tried again or taken off the list by a person [S13]. */
export function officeLetters(api: Api): Router {
  const { pool } = api.db;
  const router = Router();

  router.get('/office/dead-letters', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    response.json(await listLetters(boxesOf(branchId)));
  });

  router.post('/office/dead-letters', async (request: Request, response: Response) => {
    const session = await officeSession(api.db, request, 'manager');
    const decision = parseBody(letterDecisionSchema, request.body);
    const { id, how } = decision;
    const reason = decision.how === 'drop' ? decision.reason : undefined;
    const keep: KeepDecision = (tx, { name }) => {
      const what = [id, name].filter(Boolean).join(' ');
      const changes = [{ field: 'state', before: '"open"', after: JSON.stringify(how) }];
      return keepOfficeChanges(tx, session, [{ kind: 'letter', what, changes, ...(reason && { reason }) }]);
    };
    const boxes = boxesOf(session.branchId);
    const done = await orAway(
      decision.how === 'replay'
        ? replayLetter(boxes, { pool, table: api.table }, id, keep)
        : dropLetter(boxes, pool, id, decision.reason, keep),
    );
    api.wakeRelay();
    api.log.info({ id, how, by: session.name, done: done.ok }, 'a dead letter was decided about');
    const answer: LetterAnswer = done.ok
      ? { outcome: 'done' }
      : { outcome: done.code, message: done.message };
    response.json(answer);
  });

  return router;

  function boxesOf(branchId: BranchId): LetterBoxes {
    return {
      sync: openLetterBox(pool, 'sync', branchId),
      sales: askedLetterBox(api.bus, 'sales', branchId),
      inventory: askedLetterBox(api.bus, 'inventory', branchId),
      payments: askedLetterBox(api.bus, 'payments', branchId),
      notifications: askedLetterBox(api.bus, 'notifications', branchId),
    };
  }
}

async function orAway<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof NoAnswer)
      throw new HttpRefusal(
        'notReady',
        'The service that has this message does not answer. Try again soon.',
        3,
      );
    throw error;
  }
}
