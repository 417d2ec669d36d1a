import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  barcodeRuleSchema,
  checkDigit,
  namesOfItem,
  readLabel,
  sellByLabel,
  standardBarcodeRules,
} from '../../src/domain/barcode.ts';
import { money, share } from '../../src/values/money.ts';
import { thousand } from '../../src/values/quantity.ts';

test.each([
  ['400638133393', '1'], // GS1's own example of an EAN-13
  ['03600029145', '2'], // and of a UPC-A
])('the check digit of %s is %s', (digits, digit) => {
  expect(checkDigit(digits)).toBe(digit);
});

test('a weight label says item and grams, a price label item and minor units', () => {
  expect(readLabel(withCheck('210471100750'), standardBarcodeRules)).toEqual({
    item: '04711',
    weight: 750,
    price: null,
  });
  expect(readLabel(withCheck('200471145000'), standardBarcodeRules)).toEqual({
    item: '04711',
    weight: null,
    price: 45_000,
  });
});

test('a branch has its own rules, and a scanner may leave out the zero that makes a UPC an EAN', () => {
  expect(readLabel(withCheck('281234506789'), ['28IIIIXPPPPPC'])).toEqual({
    item: '1234',
    weight: null,
    price: 6_789,
  });
  const upc = withCheck('21234500125').slice(-12);
  expect(readLabel(upc, ['02IIIIIWWWWWC'])).toMatchObject({ item: '12345', weight: 125 });
});

test.each(['2104711007501', '8801234567893', '210471', 'ABC0471100750', ''])(
  '%s is an ordinary code, or misread',
  (code) => {
    expect(readLabel(code, standardBarcodeRules)).toBeNull();
  },
);

test.each(['', 'IIIIWWWW', '21WWWWWC', '21IIIIIC', '21IIIIIWWWWWCC', '21IIWWPP', 'abc'])(
  '"%s" is no rule',
  (rule) => {
    expect(barcodeRuleSchema.safeParse(rule).success).toBe(false);
  },
);

test('an item is looked for with and without the zeros in front', () => {
  expect(namesOfItem('00471')).toEqual(['00471', '471']);
  expect(namesOfItem('00000')).toEqual(['00000', '0']);
});

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

test('every label that a scale prints by a rule is read back by it, and one wrong digit never is', () => {
  fc.assert(
    fc.property(
      digits(5),
      digits(5),
      fc.nat(12),
      fc.integer({ min: 1, max: 9 }),
      (item, weight, place, shift) => {
        const code = withCheck(`21${item}${weight}`);
        expect(readLabel(code, standardBarcodeRules)).toEqual({ item, weight: Number(weight), price: null });
        const wrong = (Number(code[place]) + shift) % 10;
        const misread = `${code.slice(0, place)}${wrong}${code.slice(place + 1)}`;
        expect(readLabel(misread, standardBarcodeRules)).toBeNull();
      },
    ),
  );
});

test('[M15] a line costs exactly what its label says, whatever the price is now', () => {
  const price = fc.integer({ min: 1, max: 99_999 });
  fc.assert(
    fc.property(price, fc.integer({ min: 0, max: 500_000 }), fc.boolean(), (label, perKg, weighed) => {
      const product = weighed ? { unit: 'kg' as const } : {};
      const sold = sellByLabel({ item: '1', weight: null, price: money(label) }, product, money(perKg));
      expect(share(sold.price ?? money(perKg), sold.quantity, thousand)).toBe(label);
    }),
  );
});

test('[M15] the weight is found back from the price that the scale made of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30_000 }),
      fc.integer({ min: 1_000, max: 500_000 }),
      (grams, perKg) => {
        const label = share(money(perKg), grams, thousand);
        const sold = sellByLabel({ item: '1', weight: null, price: label }, { unit: 'kg' }, money(perKg));
        expect(sold).toEqual({ quantity: grams, price: null });
      },
    ),
  );
});

function withCheck(code: string): string {
  return code + checkDigit(code);
}
