import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

function idOf<Brand extends string>() {
  return z.uuid().brand<Brand>();
}

export const organisationIdSchema = idOf<'OrganisationId'>();
export const branchIdSchema = idOf<'BranchId'>();
export const tillIdSchema = idOf<'TillId'>();
export const staffIdSchema = idOf<'StaffId'>();
export const rightsIdSchema = idOf<'RightsId'>();
export const shiftIdSchema = idOf<'ShiftId'>();
export const categoryIdSchema = idOf<'CategoryId'>();
export const productIdSchema = idOf<'ProductId'>();
export const choiceIdSchema = idOf<'ChoiceId'>();
export const taxIdSchema = idOf<'TaxId'>();
export const stationIdSchema = idOf<'StationId'>();
export const printerIdSchema = idOf<'PrinterId'>();
export const tableIdSchema = idOf<'TableId'>();
export const customerIdSchema = idOf<'CustomerId'>();
export const orderIdSchema = idOf<'OrderId'>();
export const lineIdSchema = idOf<'LineId'>();
export const comboIdSchema = idOf<'ComboId'>();
export const ticketIdSchema = idOf<'TicketId'>();
export const saleIdSchema = idOf<'SaleId'>();
export const refundIdSchema = idOf<'RefundId'>();
export const tenderIdSchema = idOf<'TenderId'>();
export const intentIdSchema = idOf<'IntentId'>();
export const cashMovementIdSchema = idOf<'CashMovementId'>();
export const zReportIdSchema = idOf<'ZReportId'>();
export const addendumIdSchema = idOf<'AddendumId'>();
export const punchIdSchema = idOf<'PunchId'>();
export const mutationIdSchema = idOf<'MutationId'>();

export type OrganisationId = z.infer<typeof organisationIdSchema>;
export type BranchId = z.infer<typeof branchIdSchema>;
export type TillId = z.infer<typeof tillIdSchema>;
export type StaffId = z.infer<typeof staffIdSchema>;
export type RightsId = z.infer<typeof rightsIdSchema>;
export type ShiftId = z.infer<typeof shiftIdSchema>;
export type CategoryId = z.infer<typeof categoryIdSchema>;
export type ProductId = z.infer<typeof productIdSchema>;
export type ChoiceId = z.infer<typeof choiceIdSchema>;
export type TaxId = z.infer<typeof taxIdSchema>;
export type StationId = z.infer<typeof stationIdSchema>;
export type PrinterId = z.infer<typeof printerIdSchema>;
export type TableId = z.infer<typeof tableIdSchema>;
export type CustomerId = z.infer<typeof customerIdSchema>;
export type OrderId = z.infer<typeof orderIdSchema>;
export type LineId = z.infer<typeof lineIdSchema>;
export type ComboId = z.infer<typeof comboIdSchema>;
export type TicketId = z.infer<typeof ticketIdSchema>;
export type SaleId = z.infer<typeof saleIdSchema>;
export type RefundId = z.infer<typeof refundIdSchema>;
export type TenderId = z.infer<typeof tenderIdSchema>;
export type IntentId = z.infer<typeof intentIdSchema>;
export type CashMovementId = z.infer<typeof cashMovementIdSchema>;
export type ZReportId = z.infer<typeof zReportIdSchema>;
export type AddendumId = z.infer<typeof addendumIdSchema>;
export type PunchId = z.infer<typeof punchIdSchema>;
export type MutationId = z.infer<typeof mutationIdSchema>;

export type AnyId =
  | OrganisationId | BranchId | TillId | StaffId | RightsId | ShiftId | CategoryId | ProductId | ChoiceId | TaxId | StationId
  | PrinterId | TableId | CustomerId | OrderId | LineId | ComboId | TicketId | SaleId | RefundId | TenderId | IntentId | CashMovementId
  | ZReportId | AddendumId | PunchId | MutationId; // prettier-ignore

/** Makes a fresh UUID; a parameter of every action, so that a replay can make the same ids again. */
export type IdSource = () => string;

/** Names what a fresh UUID stands for: `newId<SaleId>(ids)`. */
export function newId<T extends AnyId>(ids: IdSource): T {
  return ids() as T; // a UUID from the source is a valid id of any kind
}

/** RFC 9562 version 7: 48 bits of milliseconds, 74 random bits, so that ids sort by birth. */
export function uuidv7(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16);
  new DataView(bytes.buffer).setUint32(0, Math.floor(nowMs / 0x1_0000));
  new DataView(bytes.buffer).setUint16(4, nowMs % 0x1_0000);
  return formatUuid(bytes, 7);
}

/** RFC 9562 version 8: always the same id for the same name (imports, replays, demo records). */
export function uuidFrom(name: string): string {
  return formatUuid(sha256(utf8ToBytes(name)).slice(0, 16), 8);
}

function formatUuid(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
