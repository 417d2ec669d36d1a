import type { PoolClient } from 'pg';
import { type Crew, mayDo, type Rights } from '@galley/shared/domain/permissions.ts';
import { isWeakPin, type Staff } from '@galley/shared/domain/staff.ts';
import { type BranchId, newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { type Refusal, refuse } from '@galley/shared/values/result.ts';
import type { RightsRequest, StaffRequest } from '@galley/shared/wire/crew.ts';
import { readCrew } from './crew.ts';
import { createPinVerifier } from './pin-verifier.ts';
import { putEntitiesIn } from './put-entities.ts';

/** Sets a person of the branch and tells its tills. Null when it is done. */
export async function putStaff(
  tx: PoolClient,
  branchId: BranchId,
  by: string,
  request: StaffRequest,
): Promise<Refusal | null> {
  const crew = await readCrew(tx, branchId);
  const before = crew.staff.find(({ id }) => id === request.id);
  if (request.id !== null && !before) return refuse('unknownStaff', 'Nobody of this branch has this id.');
  const namesake = crew.staff.find(
    ({ id, name, active }) =>
      active && id !== request.id && name.toLowerCase() === request.name.toLowerCase(),
  );
  if (namesake && request.active)
    return refuse(
      'nameTaken',
      `${namesake.name} works here already. Use another name, so that a till can tell them apart.`,
    );
  if (request.pin !== null && isWeakPin(request.pin))
    return refuse(
      'weakPin',
      'This PIN is guessed first. Take four digits that are not the same and do not count up or down.',
    );
  const pin = request.pin === null ? (before?.pin ?? null) : await createPinVerifier(request.pin);
  const { rightsId, role, active, name } = request;
  if (rightsId !== null && !crew.rights.some(({ id }) => id === rightsId))
    return refuse('unknownRights', 'These rights do not exist any more.');
  const id = request.id ?? newId<Staff['id']>(() => uuidv7());
  const person: Staff = { id, name, role, pin, active, ...(rightsId !== null && { rightsId }) };
  const after = { ...crew, staff: [...crew.staff.filter((each) => each.id !== id), person] };
  const refusal = nobodyInCharge(after);
  if (refusal) return refusal;
  await putEntitiesIn(tx, branchId, [{ entity: 'staff', id, data: person }], { by });
  return null;
}

/** Sets what a role or a group may do. Null when it is done. */
export async function putRights(
  tx: PoolClient,
  branchId: BranchId,
  by: string,
  request: RightsRequest,
): Promise<Refusal | null> {
  const crew = await readCrew(tx, branchId);
  const before = crew.rights.find(({ id }) => id === request.id);
  if (request.id !== null && !before) return refuse('unknownRights', 'These rights do not exist any more.');
  const sameRole = crew.rights.find(
    ({ id, role }) => role !== null && role === request.role && id !== request.id,
  );
  const id = request.id ?? sameRole?.id ?? newId<Rights['id']>(() => uuidv7());
  const rights: Rights = { ...request, id };
  const after = { ...crew, rights: [...crew.rights.filter((each) => each.id !== id), rights] };
  const refusal = nobodyInCharge(after);
  if (refusal) return refusal;
  await putEntitiesIn(tx, branchId, [{ entity: 'rights', id, data: rights }], { by });
  return null;
}

/** Somebody has to be able to close a shift and to approve a refund, or tills are stuck until an office is at hand. */
function nobodyInCharge(crew: Crew): Refusal | null {
  const inCharge = crew.staff.some(
    ({ id, pin }) =>
      pin !== null &&
      mayDo(crew, id, { permission: 'refund' }) &&
      mayDo(crew, id, { permission: 'setAside' }),
  );
  return inCharge
    ? null
    : refuse(
        'nobodyInCharge',
        'Then nobody with a PIN could approve a refund at a till. Give somebody else the right first.',
      );
}
