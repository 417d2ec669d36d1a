import { assert } from './must.ts';

/**
 * `a * b / divisor`, rounded half away from zero [M3]. This is the only rounding of money there is.
 * All three are integers; the product may exceed the safe range, the result may not [M1].
 */
export function multiplyDivide(a: number, b: number, divisor: number): number {
  assert(
    Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(divisor) && divisor > 0,
    `multiplyDivide needs integers and a positive divisor, got ${a}, ${b}, ${divisor}`,
  );
  const product = a * b;
  if (!Number.isSafeInteger(product * 2 + divisor)) return wideMultiplyDivide(a, b, divisor);
  // The remainder is exact on integers, a division is not: 0.5 must be told from 0.49999999999.
  const rest = product % divisor;
  const whole = (product - rest) / divisor;
  const away = Math.abs(rest) * 2 >= divisor ? Math.sign(rest) : 0;
  return whole + away;
}

function wideMultiplyDivide(a: number, b: number, divisor: number): number {
  const product = BigInt(a) * BigInt(b);
  const size = product < 0n ? -product : product;
  const rounded = (size * 2n + BigInt(divisor)) / (BigInt(divisor) * 2n);
  const result = Number(product < 0n ? -rounded : rounded);
  assert(Number.isSafeInteger(result), `${a} * ${b} / ${divisor} is beyond the safe integers`);
  return result;
}
