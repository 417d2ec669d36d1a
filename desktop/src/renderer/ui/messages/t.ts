import { en } from './en.ts';
import { locale } from './locale.ts';

type English = typeof en;
export type MessageKey = keyof English;
/** What every catalogue holds: the English keys, with the same values to fill in. */
export type Messages = {
  readonly [K in MessageKey]: English[K] extends (values: infer V) => string ? (values: V) => string : string;
};
type Values<K extends MessageKey> = English[K] extends (values: infer V) => string ? [values: V] : [];

let catalogue: Partial<Messages> = en;

/** Loads the device's language before the first paint; what it lacks is said in English. */
export async function loadMessages(): Promise<void> {
  if (locale === 'bn') catalogue = (await import('./bn.ts')).bn;
}

/** The words for a key: `t('pay')`, `t('sendLines', { count: 2 })`. */
export function t<K extends MessageKey>(key: K, ...values: Values<K>): string {
  const message: unknown = catalogue[key] ?? en[key];
  // Messages and Values say by their types that a function gets exactly the values it was written for.
  return typeof message === 'function' ? String(message(...values)) : String(message);
}
