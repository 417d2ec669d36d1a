import { permissionSchema } from '@galley/shared/domain/permissions.ts';
import { type Currency, money } from '@galley/shared/values/money.ts';
import type { FieldChange } from '@galley/shared/wire/audit.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { permissionWords } from '../staff/crew-rows.ts';

const words: Readonly<Record<string, MessageKey>> = {
  name: 'personName', price: 'price', role: 'role', active: 'fieldActive', pin: 'fieldPin', disabled: 'tillOff', code: 'fieldCode',
  receiptHead: 'fieldReceiptHead', receiptFoot: 'fieldReceiptFoot', branches: 'branches', password: 'officePassword',
  secondFactor: 'secondFactor', invitation: 'fieldInvitation', maxAmount: 'fieldMaxAmount', maxRate: 'fieldMaxRate',
  summaryTo: 'daySummary', lines: 'stockLines', supplier: 'stockSupplier', address: 'fieldAddress', state: 'fieldState',
  mayOrder: 'fieldMayOrder',
}; // prettier-ignore

/** `Price: ৳50.00 → ৳60.00`; what is for nobody's eyes: `PIN: changed` */
export function changeWords({ field, before, after }: FieldChange, currency: Currency): string {
  const label = field.split('.').map(partWords).join(' · ');
  if (before === null && after === null) return t('fieldChanged', { label });
  const last = field.split('.').at(-1) ?? '';
  return `${label}: ${valueWords(last, before, currency)} → ${valueWords(last, after, currency)}`;
}

/** The office has no words for everything that may be set; what it has none for is shown by its name. */
function partWords(part: string): string {
  const permission = permissionSchema.safeParse(part);
  if (permission.success) return t(permissionWords[permission.data]);
  const key = words[part];
  return key ? t(key) : part === 'grants' ? t('rights') : part;
}

function valueWords(field: string, json: string | null, currency: Currency): string {
  if (json === null) return '–';
  const value: unknown = JSON.parse(json);
  if (value === true || value === false) return t(value ? 'yes' : 'no');
  if (typeof value === 'number') {
    if (field === 'price' || field === 'maxAmount') return formatMoney(money(value), currency);
    return numeral(field === 'maxRate' ? `${value / 10_000} %` : String(value));
  }
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ') || '–';
  if (typeof value === 'string') return value;
  return Object.keys(Object(value)).length === 0 ? t('yes') : json;
}
