import type { UpdateBlock } from '@galley/shared/domain/update-gate.ts';
import { t } from '../../ui/messages/t.ts';

/** What stands in the way of an update, as a part of a sentence. */
export function blockWords(block: UpdateBlock): string {
  switch (block) {
    case 'shiftOpen':
      return t('blockShiftOpen');
    case 'noZ':
      return t('blockNoZ');
    case 'openOrders':
      return t('blockOpenOrders');
    case 'pendingPayments':
      return t('blockPendingPayments');
    case 'printing':
      return t('blockPrinting');
    case 'unconfirmed':
      return t('blockUnconfirmed');
    case 'noBackup':
      return t('blockNoBackup');
    case 'noRoom':
      return t('blockNoRoom');
    case 'notNow':
      return t('blockNotNow');
    case 'notYet':
      return t('blockNotYet');
    case 'frozen':
      return t('blockFrozen');
  }
}
