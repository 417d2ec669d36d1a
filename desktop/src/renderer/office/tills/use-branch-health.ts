import type { BranchId } from '@galley/shared/values/ids.ts';
import type { BranchHealth } from '@galley/shared/wire/health.ts';
import { useQuery } from '@tanstack/react-query';
import { readTills } from '../../app/office-tills.ts';

const askMs = 15_000;

/** How the branch's tills are, asked again and again; what was known last stays in sight while the server is away. */
export function useBranchHealth(branchId: BranchId) {
  return useQuery({
    queryKey: ['tills', branchId],
    queryFn: readKnown,
    networkMode: 'always',
    refetchInterval: askMs,
    retry: false,
  });
}

async function readKnown(): Promise<BranchHealth> {
  const answer = await readTills();
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}
