import { formatRate } from '@galley/shared/values/tax-rate.ts';
import type { MenuSave } from '@galley/shared/wire/menu.ts';
import { t } from '../ui/messages/t.ts';

/** Everything that somebody may have changed of a part, by its label, as people read it; empty when it is taken away. */
export function partWords(part: MenuSave, nameOf: (id: string) => string): ReadonlyMap<string, string> {
  const named = (id: string | null) => (id === null ? '' : nameOf(id));
  if (!part.data) return new Map();
  switch (part.entity) {
    case 'product': // has an editor of its own
      return new Map();
    case 'category':
      return new Map([
        [t('name'), part.data.name],
        [t('partPlace'), String(part.data.position + 1)],
      ]);
    case 'tax':
      return new Map([
        [t('name'), part.data.name],
        [t('taxes'), `${formatRate(part.data.rate)} %`],
        [t('partTaxIncluded'), part.data.inclusive ? '✓' : '–'],
        [t('partTaxOn'), part.data.orderTypes.map((type) => t(type)).join(', ')],
      ]);
    case 'station':
      return new Map([
        [t('name'), part.data.name],
        [t('stationPrinter'), named(part.data.printerId)],
        [t('partStandIns'), (part.data.backupPrinterIds ?? []).map(nameOf).join(', ')],
      ]);
    case 'printer':
      return new Map([
        [t('name'), part.data.name],
        [t('printerAddress'), part.data.address],
        [t('printerKind'), part.data.profile],
      ]);
    case 'till':
      return new Map([
        [t('name'), part.data.name],
        [t('stationPrinter'), named(part.data.receiptPrinterId)],
      ]);
  }
}
