/** SQL: who does not work at this branch any more. What they recorded is stored all the same, and flagged [S9]. */
export function dismissedStaff(branchId: string): string {
  return `array(select id::text from change where branch_id = ${branchId} and entity = 'staff'
                   and (data is null or not (data::jsonb -> 'active')::boolean))`;
}
