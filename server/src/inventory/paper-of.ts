import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Paper } from './books.ts';

/** What is kept of a document, besides its movements. `party`: who is at its other end. */
export function paperOf(
  message: {
    readonly type: string;
    readonly branchId: BranchId;
    readonly data: {
      readonly id: string;
      readonly by: string;
      readonly note: string;
      readonly at: string;
    };
  },
  party = '',
): Paper {
  const { type, branchId, data } = message;
  const { id, by, note, at } = data;
  return { id, branch_id: branchId, type, by, note, party, at };
}
