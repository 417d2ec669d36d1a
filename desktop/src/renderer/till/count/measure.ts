import type { Unit } from '@galley/shared/domain/menu.ts';
import { formatQuantity, type Quantity } from '@galley/shared/values/quantity.ts';
import { numeral } from '../../ui/numeral.ts';

/** `1.25 kg`, `12`. */
export function measure(value: Quantity, unit: Unit | null): string {
  return numeral([formatQuantity(value), unit].filter(Boolean).join(' '));
}
