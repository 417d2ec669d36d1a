import { t } from '../../ui/messages/t.ts';

/** Why money mostly goes back, in the words of who is at the till. */
export function refundReasons(): string[] {
  return [t('reasonNotGood'), t('reasonWrongItem'), t('reasonTooSlow'), t('reasonOvercharged')];
}
