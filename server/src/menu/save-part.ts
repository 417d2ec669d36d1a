import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Change } from '@galley/shared/wire/changes.ts';
import type { MenuSave, MenuSaved } from '@galley/shared/wire/menu.ts';
import { changeOfEntity, keepOfficeChanges } from '../sync/audit-office.ts';
import { keepVersions } from '../sync/keep-versions.ts';
import { publish } from '../sync/publish.ts';
import { tellInventory } from '../sync/tell-inventory.ts';
import { whyNot } from './why-not.ts';

/**
 * Writes a part of a branch's menu if nobody has changed it since the person looked [S14]: a request, so it may be
 * answered with what somebody else has made of it. Who made which version is kept for ever.
 */
export async function saveMenuPart(
  tx: PoolClient,
  branchId: BranchId,
  by: string,
  save: MenuSave,
): Promise<MenuSaved> {
  const { entity, id, seen, data } = save;
  const { rows } = await tx.query<Known>(
    `select change.revision, change.data, edit.by, edit.at from change
       left join menu_edit edit using (branch_id, entity, id, revision)
      where branch_id = $1 and entity = $2 and id = $3 for update of change`,
    [branchId, entity, id],
  );
  const [known] = rows;
  if ((known?.revision ?? 0) !== seen) return conflict(known);
  const refusal = await whyNot(tx, branchId, save);
  if (refusal !== null) return { kind: 'refused', message: refusal };
  const revision = seen + 1;
  await keepVersions(tx, branchId, by, [{ entity, id, revision, data } as Change]); // one of the union's pairs
  const before: unknown = known?.data ? JSON.parse(known.data) : null;
  await keepOfficeChanges(tx, { branchId, name: by }, [changeOfEntity(entity, before, data)]);
  await tellInventory(tx, branchId, by, [
    { id, revision, before: known?.data ?? null, data: entity === 'product' ? data : undefined },
  ]);
  await publish(tx, [{ branchId, changes: [{ entity, id, revision, data } as Change] }]);
  return { kind: 'saved', revision };
}

type Known = {
  readonly revision: number;
  readonly data: string | null;
  readonly by: string | null;
  readonly at: Date | null;
};

/** What has no editor was made by an import or the installer. */
function conflict(known: Known | undefined): MenuSaved {
  return {
    kind: 'conflict',
    theirs: {
      revision: known?.revision ?? 1,
      by: known?.by ?? null,
      at: instant(known?.at?.getTime() ?? 0),
      data: known?.data ? (JSON.parse(known.data) as unknown) : null,
    },
  };
}
