import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { pinScrypt, type Staff } from '@galley/shared/domain/staff.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import { type Refusal, type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import { pepper } from '../db/pepper.ts';
import type { Meta, StaffRow } from '../db/rows.ts';
import { takeNote } from './take-note.ts';
import type { Till } from './till.ts';

const triesAllowed = 5;
const triesOverAll = 20;
const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;

/**
 * Checks a person's PIN without any network. Five wrong ones in a row make the next wait, longer each time; twenty over all
 * people make everybody's next wait. A try is counted before it is looked at, so that whoever kills the program meanwhile
 * has had it.
 */
export async function checkPin(
  till: Till,
  args: { readonly staffId: StaffId; readonly pin: string },
): Promise<Result<Staff>> {
  const { db } = till;
  const staff = await db.staff.get(args.staffId);
  if (!staff?.active) return refuse('unknownStaff', 'This person does not work here any more.');
  const tried = await db.transaction('rw', [db.meta], () => countTry(till, staff.id));
  if (!tried.ok) return tried;
  // Outside of the transaction, because it takes longer than IndexedDB keeps one open.
  const right = staff.pin !== null && (await isPin(db, args.pin, staff.pin));
  return db.transaction('rw', [db.meta, db.outbox], async () => {
    if (right) {
      const { [staff.id]: _own, ...others } = (await readMeta(db, 'pinFailures')) ?? {};
      await writeMeta(db, 'pinFailures', others);
      return ok(staff);
    }
    const { count, waitMs } = tried.value;
    if (waitMs === 0) return refuse('wrongPin', `This is not the PIN of ${staff.name}.`);
    await takeNote(till, staff.id, { kind: 'wrongPins', staffId: staff.id, name: staff.name, count });
    return tooManyTries(waitMs);
  });
}

/** As if it were wrong: the right one is taken back. Refused while this person, or everybody, has to wait. */
async function countTry(
  { db, now }: Till,
  staffId: StaffId,
): Promise<Result<{ readonly count: number; readonly waitMs: number }>> {
  const failures = (await readMeta(db, 'pinFailures')) ?? {};
  const wait = mustWait(failures, staffId, now());
  if (wait) return wait;
  const count = (failures[staffId]?.count ?? 0) + 1;
  const waitMs =
    count < triesAllowed ? 0 : Math.min(firstWaitMs * 2 ** (count - triesAllowed), longestWaitMs);
  await writeMeta(db, 'pinFailures', { ...failures, [staffId]: { count, waitUntil: now() + waitMs } });
  return ok({ count, waitMs });
}

function mustWait(
  failures: Meta['pinFailures'] | undefined,
  staffId: StaffId,
  nowMs: number,
): Refusal | null {
  const all = Object.values(failures ?? {});
  // Whoever tries the PINs of many people waits after each, though no one of them has five wrong ones.
  const isSpraying = all.reduce((sum, { count }) => sum + count, 0) >= triesOverAll;
  const everybodyUntil = isSpraying ? Math.max(...all.map(({ waitUntil }) => waitUntil)) + firstWaitMs : 0;
  const until = Math.max(failures?.[staffId]?.waitUntil ?? 0, everybodyUntil);
  // Never longer than the longest wait, whatever a clock that was put back says.
  const waitMs = Math.min(until - nowMs, longestWaitMs);
  return waitMs > 0 ? tooManyTries(waitMs) : null;
}

function tooManyTries(waitMs: number): Refusal {
  const seconds = Math.ceil(waitMs / 1000);
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return refuse('tooManyTries', `Too many wrong PINs. Try again in ${wait}.`);
}

async function isPin(
  db: GalleyDatabase,
  pin: string,
  { salt, hash, peppered }: NonNullable<StaffRow['pin']>,
): Promise<boolean> {
  const typed = bytesToHex(await scryptAsync(utf8ToBytes(pin), hexToBytes(salt), pinScrypt));
  if (!peppered) return isEqual(typed, hash);
  const key = await readMeta(db, 'pinKey');
  return key !== undefined && isEqual(await pepper(key, typed), hash);
}

/** Takes the same time wherever the first difference is. */
function isEqual(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) {
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  }
  return difference === 0;
}
