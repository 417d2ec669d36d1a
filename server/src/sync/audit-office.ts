import type { PoolClient } from 'pg';
import { type BranchId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { AuditKind, FieldChange } from '@galley/shared/wire/audit.ts';
import type { EntityName } from '@galley/shared/wire/changes.ts';
import { insertRows } from '../db/rows.ts';

/** Something that an account of the office changed: what kind of thing, its name, and each field from what to what. */
export type OfficeChange = {
  readonly kind: AuditKind;
  readonly what: string;
  readonly changes: readonly FieldChange[];
  readonly reason?: string;
};

/** More of one kind at once (an import) is one line with their number. */
const mostLines = 20;

/** Writes into the audit log what the office changed, for ever, in the transaction of the change itself. */
export async function keepOfficeChanges(
  tx: PoolClient,
  { branchId, name }: { readonly branchId: BranchId; readonly name: string },
  changed: readonly OfficeChange[],
): Promise<void> {
  const [first] = changed;
  const lines =
    first && changed.length > mostLines ? [{ ...first, what: String(changed.length), changes: [] }] : changed;
  const now = Date.now();
  const rows = lines.map(({ kind, what, changes, reason = null }) => ({
    id: uuidv7(now),
    branch_id: branchId,
    occurred_at: instant(now),
    kind,
    what,
    reason,
    by: name,
    changes: JSON.stringify(changes),
  }));
  await insertRows(tx, 'audit', rows);
}

const kinds: { readonly [N in EntityName]?: AuditKind } = {
  staff: 'staff', rights: 'rights', product: 'menu', category: 'menu', tax: 'menu', till: 'device', printer: 'device', station: 'device',
}; // prettier-ignore

/** What was made of an entity of the feed. */
export function changeOfEntity(entity: EntityName, before: unknown, after: unknown): OfficeChange {
  return {
    kind: kinds[entity] ?? 'settings',
    what: nameIn(after) ?? nameIn(before) ?? entity,
    changes: fieldChanges(before, after),
  };
}

/** A till that was let in, shut out, or got a code; nothing where the branch has none of this id. */
export async function keepTillChange(
  tx: PoolClient,
  who: { readonly branchId: BranchId; readonly name: string },
  id: TillId,
  field: string,
  before: unknown,
  after: unknown,
): Promise<void> {
  const { rows } = await tx.query<{ code: string }>(
    'select code from till where id = $1 and branch_id = $2',
    [id, who.branchId],
  );
  const changes = fieldChanges({ [field]: before }, { [field]: after });
  const lines =
    changes.length > 0 ? rows.map(({ code }) => ({ kind: 'device' as const, what: code, changes })) : [];
  await keepOfficeChanges(tx, who, lines);
}

/** Not for anybody's eyes: only that it was changed. */
const secret = /^pin(\.|$)/;
const bookkeeping = new Set(['id', 'organisationId']);

/** Every field that differs, the parts of a part by themselves; lists as a whole. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const [was, is] = [flatten(before), flatten(after)];
  const fields = [...new Set([...was.keys(), ...is.keys()])].filter(
    (field) => !bookkeeping.has(field) && was.get(field) !== is.get(field),
  );
  if (!fields.some((field) => secret.test(field))) return fields.map(told);
  return [
    ...fields.filter((field) => !secret.test(field)).map(told),
    { field: 'pin', before: null, after: null },
  ];

  function told(field: string): FieldChange {
    return { field, before: was.get(field) ?? null, after: is.get(field) ?? null };
  }
}

/** `{ a: { b: 1 } }` -> `a.b: 1`; null and what is missing are the same. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  const entries = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
  if (entries.length === 0 && path !== '') return new Map([[path, JSON.stringify(value)]]);
  return new Map(entries.flatMap(([key, part]) => [...flatten(part, path === '' ? key : `${path}.${key}`)]));
}

function nameIn(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : null;
}
