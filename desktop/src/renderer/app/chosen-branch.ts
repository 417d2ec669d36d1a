import { type BranchId, branchIdSchema } from '@galley/shared/values/ids.ts';

const key = 'galley.office.branch';

/** Which branch this browser shows: what can be shown before the server has answered, or without it. */
export function chosenBranch(): BranchId | null {
  return branchIdSchema.safeParse(localStorage.getItem(key)).data ?? null;
}

export function chooseBranch(branchId: BranchId): void {
  localStorage.setItem(key, branchId);
}

export function forgetBranch(): void {
  localStorage.removeItem(key);
}
