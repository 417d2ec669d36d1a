import fc from 'fast-check';
import type { ChargeRule } from '../src/domain/charge.ts';
import type { Discount } from '../src/domain/discount.ts';
import { orderTypes } from '../src/domain/menu.ts';
import type { Order, OrderLine } from '../src/domain/order.ts';
import type { ChoiceId, TaxId } from '../src/values/ids.ts';
import { type Money, money } from '../src/values/money.ts';
import { quantity } from '../src/values/quantity.ts';
import { type TaxRate, taxRateSchema } from '../src/values/tax-rate.ts';
import { idOf, lineOf, orderOf } from './making.ts';

/** Any amount that money can hold. */
export const anyMoney: fc.Arbitrary<Money> = fc.maxSafeInteger().map(money);
/** What stands on a menu. */
export const price: fc.Arbitrary<Money> = fc.integer({ min: 0, max: 5_000_000 }).map(money);
const rate: fc.Arbitrary<TaxRate> = fc
  .integer({ min: 0, max: 1_000_000 })
  .map((value) => taxRateSchema.parse(value));

export const discount: fc.Arbitrary<Discount | null> = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('amount' as const), amount: price }),
  fc.record({ kind: fc.constant('rate' as const), rate }),
);

/** Up to three of a branch's taxes; the same tax may stand at another rate on another line, as after a change. */
const taxes: fc.Arbitrary<OrderLine['taxes']> = fc.uniqueArray(
  fc
    .record({ name: fc.constantFrom('VAT', 'City', 'Service'), rate, inclusive: fc.boolean() })
    .map((tax) => ({
      taxId: idOf<TaxId>(tax.name),
      ...tax,
    })),
  { maxLength: 3, selector: (tax) => tax.name },
);

const option: fc.Arbitrary<OrderLine['options'][number]> = fc.record({
  choiceId: fc.constant(idOf<ChoiceId>('choice')),
  name: fc.constantFrom('Egg', 'No onion'),
  price: fc.integer({ min: -10_000, max: 10_000 }).map(money),
});

const line: fc.Arbitrary<Partial<OrderLine>> = fc.record({
  unitPrice: price,
  options: fc.array(option, { maxLength: 3 }),
  quantity: fc.integer({ min: 1, max: 30_000 }).map(quantity),
  discount,
  taxes,
});

/** Lines of an order with all that money depends on. */
export const lines: fc.Arbitrary<OrderLine[]> = fc
  .array(line, { minLength: 1, maxLength: 6 })
  .map((all) => all.map((each, index) => lineOf(`${index}`, each)));

/** A service charge of dine-in orders, as of {@link orders}. */
export const charges: fc.Arbitrary<ChargeRule[]> = fc.array(
  fc.record({
    name: fc.constant('Service'),
    rate,
    taxed: fc.boolean(),
    orderTypes: fc.constant([...orderTypes]),
  }),
  { maxLength: 1 },
);

/** Open orders with or without a discount on the whole. */
export const orders: fc.Arbitrary<Order> = fc
  .tuple(lines, discount)
  .map(([all, off]) => orderOf(all, off ? { discount: off } : {}));
