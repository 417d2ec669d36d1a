import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fieldWithCardNumber,
  hasCardNumber,
  hideCardNumbers,
  hidesCardNumber,
} from '../../src/values/card-number.ts';

// The numbers that the card schemes publish for tests.
test.each([
  '4111111111111111',
  'visa 4111 1111 1111 1111 thanks',
  '5555-5555-5555-4444',
  '3782 822463 10005',
  '6011.1111.1111.1117',
  '4222222222222',
  '৪১১১ ১১১১ ১১১১ ১১১১',
  '٤١١١١١١١١١١١١١١١',
  'table 12 4111 1111 1111 1111 9',
])('%s looks like a card number', (text) => {
  expect(hasCardNumber(text)).toBe(true);
});

test.each([
  '',
  'no onion, extra hot',
  '01711-123456', // a phone
  '+880 1711 123456',
  '9G7A5X2KQ1', // a bKash reference
  '4111111111111112',
  'T1-000042',
  '2026-11-21 12:00',
  '0000000000000000',
])('%s does not', (text) => {
  expect(hasCardNumber(text)).toBe(false);
});

test.each([
  [{ lines: [{ note: 'card 4111 1111 1111 1111' }] }, 'note'],
  [{ receiptHead: ['Galley', '4111111111111111'] }, 'receiptHead'],
  [{ barcode: '4111111111111111' }, 'barcode'],
  [{ barcode: '4222222222222' }, 'barcode'], // its last digit does not check as that of a bar code
  [{ phone: '4111111111111111' }, 'phone'],
  [{ phone: '+4111111111111111' }, 'phone'], // longer than phone numbers are
  // What must have as many digits:
  [{ phone: '+880 1711-000003' }, null],
  [{ barcode: '8941100500088', sku: '8941100500088' }, null],
  [{ receiptHead: ['BIN 4222222222222'] }, null],
  [{ id: '12341234-1234-4111-8111-111111111111', photo: '4242'.repeat(16) }, null],
  [{ password: '4111111111111111', image: '4111111111111111', price: 4111111111111111 }, null],
] as const)('of %j the field with a card number is %s', (value, field) => {
  expect(fieldWithCardNumber(value)).toBe(field);
});

test('those phones and bar codes would pass for cards', () => {
  expect(['880 1711-000003', '8941100500088'].map(hasCardNumber)).toEqual([true, true]);
});

test('what is never refused has card numbers hidden instead, in every text, name and long number, in no more letters', () => {
  const told = {
    note: 'visa 4111 1111 1111 1111 thanks',
    lines: [{ reference: '4111111111111111', price: 1_000_000_000_000, pan: 4111111111111111 }],
    '4222222222222': { phone: '+880 1711-000003', password: '৪১১১ ১১১১ ১১১১ ১১১১' },
    id: '12341234-1234-4111-8111-111111111111',
  };
  const clean = {
    note: 'visa card-xx1111 thanks',
    lines: [{ reference: 'card-xx1111', price: 1_000_000_000_000, pan: 'card-xx1111' }],
    'card-xx2222': { phone: '+880 1711-000003', password: 'card-xx1111' },
    id: '12341234-1234-4111-8111-111111111111',
  };
  expect(hideCardNumbers(told)).toEqual(clean);
  expect(hideCardNumbers(clean)).toEqual(clean);
  expect([told, clean].map((each) => hidesCardNumber(JSON.stringify(each)))).toEqual([false, true]);
});

const body = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 });
const words = fc.stringMatching(/^[a-z ]{0,20}$/);

test('any number of 13 to 19 digits with its check digit is found, in any words, however it is grouped', () => {
  fc.assert(
    fc.property(body, words, words, fc.constantFrom('', ' ', '-', '.'), (digits, before, after, apart) => {
      fc.pre(digits.some((digit) => digit !== 0));
      const number = [...digits, checkDigit(digits)].join(apart);
      expect(hasCardNumber(`${before}${number}${after}`)).toBe(true);
    }),
  );
});

test('a number of up to twelve digits is nobody’s card', () => {
  fc.assert(fc.property(fc.stringMatching(/^\d{1,12}$/), (text) => !hasCardNumber(text)));
});

/** ISO/IEC 7812-1, counted from the left instead of the right. */
function checkDigit(digits: readonly number[]): number {
  const doubledFirst = digits.length % 2 === 1;
  const sum = digits.reduce((total, digit, index) => {
    const doubles = (index % 2 === 0) === doubledFirst;
    return total + (doubles ? ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit] ?? 0) : digit);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
