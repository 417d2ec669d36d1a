import { expect, test } from 'vitest';
import { orderTypes } from '../../src/domain/menu.ts';
import { orderLineSchema } from '../../src/domain/order.ts';
import { decideLine, type LineRequest, taxesFor } from '../../src/domain/pricing.ts';
import type { ChoiceId } from '../../src/values/ids.ts';
import { must } from '../../src/values/must.ts';
import { pieces } from '../../src/values/quantity.ts';
import { idOf, mains, noon, service, tikka, vat } from '../making.ts';

const choices = new Map(
  tikka.options.flatMap((group) => group.choices).map((choice) => [choice.name, choice]),
);

test.each([
  [[], 'choiceMissing'],
  [['Cheese'], 'choiceMissing'],
  [['Mild', 'Hot'], 'tooManyChoices'],
  [['Mild', 'Cheese', 'Egg', 'Naan'], 'tooManyChoices'],
  [['Mild', 'Cheese', 'Cheese', 'Cheese'], 'tooManyChoices'],
  [['Mild'], 'ok'],
  [['Hot', 'Cheese'], 'ok'],
  [['Hot', 'Cheese', 'Cheese'], 'ok'],
  [['Cheese', 'Egg', 'Mild'], 'ok'],
])('[M9] the choices %j of a dish that needs one heat and takes two extras: %s', (names, outcome) => {
  const line = decideLine(requestOf(names));
  expect(line.ok ? 'ok' : line.code).toBe(outcome);
  if (!line.ok) expect(line.message).toContain(tikka.name);
});

test('[M9] a choice that the dish does not offer is refused', () => {
  const sauce = { id: idOf<ChoiceId>('sauce'), name: 'Sauce', price: tikka.price };
  const request = requestOf(['Mild']);
  const line = decideLine({ ...request, choices: [...request.choices, sauce] });
  expect(line).toMatchObject({ ok: false, code: 'unknownChoice', message: expect.stringContaining('Sauce') });
});

test('[M9] a line holds the names, prices and rates that it was priced from, and is not in the kitchen yet', () => {
  const line = decideLine(requestOf(['Hot', 'Egg']));
  expect(line).toMatchObject({
    ok: true,
    value: {
      name: 'Chicken tikka',
      category: 'Mains',
      unitPrice: 32_000,
      options: [
        { name: 'Hot', price: 0 },
        { name: 'Egg', price: 2_500 },
      ],
      taxes: [
        { name: 'VAT', rate: 50_000, inclusive: true },
        { name: 'Service', rate: 100_000, inclusive: false },
      ],
      discount: null,
      kitchen: { state: 'unsent' },
      addedAt: noon,
    },
  });
  expect(line.ok && orderLineSchema.parse(JSON.parse(JSON.stringify(line.value)))).toEqual(
    line.ok && line.value,
  );
});

test.each(orderTypes)('[M6] of the taxes of a dish only those of the order type %s count', (orderType) => {
  const names = taxesFor(tikka, [vat, service], orderType).map((tax) => tax.name);
  expect(names).toEqual(orderType === 'dineIn' ? ['VAT', 'Service'] : ['VAT']);
});

test('[M6] a tax of the branch that the dish does not carry never counts', () => {
  expect(taxesFor({ ...tikka, taxIds: [] }, [vat, service], 'dineIn')).toEqual([]);
});

function requestOf(names: readonly string[]): LineRequest {
  return {
    id: idOf('line'),
    product: tikka,
    category: mains,
    taxes: [vat, service],
    orderType: 'dineIn',
    choices: names.map((name) => must(choices.get(name), 'the dish has these choices')),
    quantity: pieces(1),
    note: '',
    by: idOf('staff'),
    at: noon,
    timeZone: 'Asia/Dhaka',
    price: null,
  };
}
