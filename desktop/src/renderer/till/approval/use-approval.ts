import type { Approval, Need } from '@galley/shared/domain/permissions.ts';
import { must } from '@galley/shared/values/must.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { createContext, useContext } from 'react';

/** What somebody is about to do that not everybody may. */
export type Wish = {
  readonly need: Need;
  /** In words, as the one who approves reads it: “Take back Garlic naan”. */
  readonly what: string;
  /** The reason that was given already, if one was; whoever approves may word it anew. */
  readonly reason?: string;
};

/**
 * Runs an action as whoever is signed in, if they may; else asks somebody who may for their PIN and a reason, for this one
 * time, and hands their word to the action, which records both people. A refusal `notApproved` when nobody gives it.
 */
export type Approve = <T>(
  wish: Wish,
  act: (approval: Approval | undefined) => Promise<Result<T>>,
) => Promise<Result<T>>;

export const ApprovalContext = createContext<Approve | null>(null);

export function useApproval(): Approve {
  return must(useContext(ApprovalContext), 'the till app puts it around every selling screen');
}
