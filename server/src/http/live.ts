import type { Request, Response } from 'express';
import type { Hint } from '@galley/shared/wire/changes.ts';
import { inOrganisation } from '../db/organisation.ts';
import type { Api } from './app.ts';
import { feedReader } from './reader.ts';

const heartbeatMs = 20_000;

/** `GET /sync/live`: server-sent events that say only "there is something to pull" [S22]. */
export function live(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const { branchId: stream, organisationId, expiresAt } = await feedReader(api, request);
    response.set({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    const send = (head: string) => {
      const hint: Hint = { stream, head: Number(head) };
      response.write(`event: hint\ndata: ${JSON.stringify(hint)}\n\n`);
    };
    const subscription = api.bus.onHint(stream, send);
    const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
    const end = setTimeout(() => response.end(), expiresAt - Date.now());
    api.liveResponses.add(response);
    response.on('close', () => {
      clearInterval(heartbeat);
      clearTimeout(end);
      api.liveResponses.delete(response);
      void subscription.stop();
    });
    const { rows } = await inOrganisation(api.db.pool, organisationId, (tx) =>
      tx.query<{ head: string }>('select head::text from branch where id = $1', [stream]),
    );
    send(rows[0]?.head ?? '0');
  };
}
