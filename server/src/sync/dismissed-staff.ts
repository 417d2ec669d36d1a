/** Who does not work at a branch any more: id -> name, as far as the branch still knows it. */
export type Dismissed = Readonly<Record<string, string>>;

/** SQL: these people as JSON. What they recorded is stored all the same, and flagged [S9]. */
export function dismissedStaff(branchId: string): string {
  return `(select coalesce(json_object_agg(id, coalesce(data::jsonb ->> 'name', '')), '{}') from change
            where branch_id = ${branchId} and entity = 'staff'
              and (data is null or not (data::jsonb -> 'active')::boolean))`;
}
