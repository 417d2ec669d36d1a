import type { Branch } from '@galley/shared/domain/branch.ts';
import { useBranchHealth } from './tills/use-branch-health.ts';
import './complete-line.css';
import { completeWords } from './complete-words.ts';
import type { Completeness } from './queries.ts';

/** Up to when the figures are whole: a number without it is a guess. */
export function CompleteLine({
  completeness,
  branch,
}: {
  readonly completeness: Completeness;
  readonly branch: Branch;
}) {
  const { data: health } = useBranchHealth(branch.id);
  const { text, whole } = completeWords(completeness, health ?? null, branch.timeZone);
  return <p className={whole ? 'complete-line' : 'complete-line away'}>{text}</p>;
}
