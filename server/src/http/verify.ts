import type { Request, Response } from 'express';
import type { Refund } from '@galley/shared/domain/refund.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { branchIdSchema } from '@galley/shared/values/ids.ts';
import { formatAmount } from '@galley/shared/values/money.ts';
import { entities } from '@galley/shared/wire/changes.ts';
import { z } from 'zod';
import type { Api } from './app.ts';
import { parseQuery } from './parse.ts';

export const verifyQuery = {
  branch: branchIdSchema,
  /** Of the sale or refund. */
  id: z.uuid(),
  /** The first digits of its hash: nobody who has not held the paper knows them. */
  hash: z.string().regex(/^[0-9a-f]{16}$/),
};
const querySchema = z.object(verifyQuery);

/** `GET /verify`: the page behind the QR code of a receipt; says to whoever scans it whether the paper is genuine. */
export function verify(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const { branch, id, hash } = parseQuery(querySchema, request.query);
    const { rows } = await api.db.pool.query<{ entity: 'sale' | 'refund'; data: string }>(
      `select entity, data from change
        where branch_id = $1 and entity in ('sale', 'refund') and id = $2 and data is not null`,
      [branch, id],
    );
    const [row] = rows;
    const paper: Sale | Refund | null = row ? entities[row.entity].parse(JSON.parse(row.data)) : null;
    response.set('Cache-Control', 'no-store').type('html').send(page(paper, hash));
  };
}

function page(paper: Sale | Refund | null, hash: string): string {
  if (!paper) {
    return html(
      'Not known yet',
      '#a06a00',
      'The till that printed this receipt may not have reached the server yet. Scan it again later.',
    );
  }
  if (!paper.hash.startsWith(hash))
    return html('Not genuine', '#b3382c', 'There is a receipt under this link, and it says something else.');
  const what = 'refundedAt' in paper ? 'Refund' : 'Receipt';
  const day = paper.businessDay;
  const total = `${paper.currency} ${formatAmount(paper.total, paper.currency)}`;
  return html('Genuine', '#0e6253', `${what} ${paper.receiptNumber} · ${day} · ${total}`);
}

/** Numbers, days and amounts only: nothing in it was typed by a person. */
function html(title: string, colour: string, text: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} · Galley</title>
    <link rel="icon" href="data:," />
    <style>
      body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 12px; padding: 24px;
             background: #f6f3ec; color: #1c2421; font: 20px/1.5 system-ui, sans-serif; text-align: center; }
      h1 { margin: 0; font-size: 44px; color: ${colour}; }
      p { margin: 0; max-width: 32ch; }
    </style>
  </head>
  <body>
    <h1>${title}</h1>
    <p>${text}</p>
  </body>
</html>
`;
}
