import { z } from 'zod';
import { hasCardNumber } from '../values/card-number.ts';
import {
  choiceIdSchema, newId, orderIdSchema, productIdSchema, saleIdSchema, tillIdSchema, type BranchId, type ShiftId,
  type StaffId, type TillId, uuidFrom,
} from '../values/ids.ts'; // prettier-ignore
import { emailSchema } from '../values/email.ts';
import { currencySchema, moneySchema, noMoney } from '../values/money.ts';
import { quantitySchema } from '../values/quantity.ts';
import { type BusinessDay, instantSchema, type Instant } from '../values/time.ts';
import { cancelCodeSchema, onlineStatusSchema } from './online-saga.ts';
import { declineCodeSchema, paymentTokenSchema } from './payment-intent.ts';
import type { Shift } from './shift.ts';

/** What a guest typed: short, and never the number of a card. */
function typed(min: number, max: number) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => !hasCardNumber(text), 'a card number is never written down here');
}

const pickedSchema = z.object({
  productId: productIdSchema,
  choiceIds: z.array(choiceIdSchema).max(50).default([]),
});

/** `POST /online/orders`: what a guest orders, what the page said that it costs, and what pays for it. */
export const onlineRequestSchema = z
  .object({
    type: z.enum(['takeaway', 'delivery']),
    name: typed(1, 60),
    phone: z
      .string()
      .regex(/^\+?[0-9 ()-]{6,20}$/, 'a phone number is digits, perhaps with a + before them')
      .refine(
        (text) => text.startsWith('+') || !hasCardNumber(text),
        'a card number is never written down here',
      )
      .refine((text) => text.replace(/\D/g, '').length <= 15, 'a phone number has 15 digits at most'),
    /** Who wants to hear by mail what becomes of it says where. */
    email: emailSchema
      .refine((text) => !hasCardNumber(text), 'a card number is never written down here')
      .optional(),
    /** Where it is brought; a delivery has one, and nothing else has. */
    address: typed(5, 300).optional(),
    /** Null: as soon as it is ready. */
    wantedAt: instantSchema.nullable().default(null),
    note: typed(0, 200).default(''),
    lines: z
      .array(
        pickedSchema.extend({
          quantity: z.int().min(1).max(99),
          note: typed(0, 100).default(''),
          /** What a combo is made of here; missing: it is none. `group`: which of its courses, from 0. */
          parts: z
            .array(pickedSchema.extend({ group: z.int().min(0) }))
            .max(30)
            .optional(),
        }),
      )
      .min(1)
      .max(50),
    /** In minor units, as the page showed it: another price is a refusal and never a surprise. */
    total: moneySchema.refine((total) => total > 0, 'an order costs something'),
    paymentToken: paymentTokenSchema,
  })
  .refine(({ type, address }) => (type === 'delivery') === (address !== undefined), {
    path: ['address'],
    error: 'a delivery has an address, and nothing else has',
  });
export type OnlineRequest = z.infer<typeof onlineRequestSchema>;

/** A line as a guest and the counter read it. */
export const onlineLineSchema = z.object({
  name: z.string(),
  quantity: quantitySchema,
  options: z.array(z.string()),
  note: z.string(),
  total: moneySchema,
});

const cancelledSchema = z.object({
  code: cancelCodeSchema,
  reason: z.string(),
  at: instantSchema,
  /** Why the gateway took nothing of one that is `declined`; `GATEWAY_ERROR`: the card may well pay when it is ordered again. */
  decline: declineCodeSchema.optional(),
});

/** What the guest's page shows of an order: nothing that the guest did not say or pay. */
export const onlineViewSchema = z.object({
  id: orderIdSchema,
  /** What guest and counter call it: `WEB-12`. */
  number: z.string(),
  status: onlineStatusSchema,
  type: onlineRequestSchema.shape.type,
  lines: z.array(onlineLineSchema),
  currency: currencySchema,
  total: moneySchema,
  wantedAt: instantSchema.nullable(),
  placedAt: instantSchema,
  paidAt: instantSchema.nullable(),
  /** The kitchen is done with it. */
  readyAt: instantSchema.nullable(),
  deliveredAt: instantSchema.nullable(),
  cancelled: cancelledSchema.nullable(),
  receiptNumber: z.string().nullable(),
  /** `due`: money that was taken is on its way back. */
  refund: z.enum(['due', 'done']).nullable(),
  /** Grows with each change of it. */
  revision: z.int().min(1),
});
export type OnlineView = z.infer<typeof onlineViewSchema>;

/** What the branch gets of a paid order, by the feed. */
export const onlineOrderSchema = onlineViewSchema.omit({ revision: true }).extend({
  name: z.string(),
  /** Its last digits: enough to tell two guests of one name apart. */
  phone: z.string(),
  /** All of it, of a delivery, for as long as whoever brings it may have to ring. */
  fullPhone: z.string().optional(),
  address: z.string().optional(),
  note: z.string(),
  saleId: saleIdSchema.nullable(),
  /** The till that prints its tickets, and since when; missing: none has taken it yet. `turn`: it was taken over, so from 2 on. */
  taken: z.object({ tillId: tillIdSchema, at: instantSchema, turn: z.int().min(2).optional() }).optional(),
  /** Its tickets are on paper; missing: nobody has said so. */
  printedAt: instantSchema.optional(),
});
export type OnlineOrder = z.infer<typeof onlineOrderSchema>;

/** `+880 1711 223344` is `•••• 3344` to everybody who does not have to call. */
export function maskPhone(phone: string): string {
  return `•••• ${phone.replace(/\D/g, '').slice(-4)}`;
}

/** What the numbers of the web channel begin with. */
export const webCode = 'WEB';

/**
 * The web channel of a branch is a device of its own: its receipts have their own series and chain, and its sales are in
 * no till's shift, so no X or Z counts them. It is never enrolled and stands in no list of tills; its ids follow from the
 * branch.
 */
export function webTillOf(branchId: BranchId): TillId {
  return newId<TillId>(() => uuidFrom(`web channel of ${branchId}`));
}

/** A screen is a device and no person, so it stands for itself; so does the web channel. */
export function webStaffOf(branchId: BranchId): StaffId {
  return webTillOf(branchId) as string as StaffId;
}
export const webStaffName = 'Web';

/** The day of a branch's web channel, in the place of a shift. Nobody opens or closes it. */
export function webShiftOf(branchId: BranchId, businessDay: BusinessDay, at: Instant): Shift {
  return {
    id: newId<ShiftId>(() => uuidFrom(`web channel of ${branchId} on ${businessDay}`)),
    tillId: webTillOf(branchId),
    businessDay,
    openedBy: webStaffOf(branchId),
    openedAt: at,
    float: noMoney,
  };
}
