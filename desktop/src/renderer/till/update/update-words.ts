import { mayUpdate, type UpdateFacts } from '@galley/shared/domain/update-gate.ts';
import type { Meta } from '../../db/rows.ts';
import { numeral } from '../../ui/numeral.ts';
import { t } from '../../ui/messages/t.ts';
import { blockWords } from './block-words.ts';

export type UpdateWords = { readonly text: string; readonly ready: boolean };

/** What a person should know of a version that waits: what it waits for, that it is ready, or what somebody has to do. */
export function updateWords({ version, problem }: Meta['update'], facts: UpdateFacts): UpdateWords {
  const name = version === null ? t('updateUnnamed') : t('updateNamed', { version: numeral(version) });
  const may = mayUpdate(facts);
  if (!may.ok) {
    return { text: t('updateWaits', { name, reasons: may.blocks.map(blockWords).join(', ') }), ready: false };
  }
  if (problem?.code === 'byHand') return { text: t('updateByHand', { name }), ready: false };
  if (problem?.code === 'updateBlocked')
    return { text: t('updateWaits', { name, reasons: blockWords('noBackup') }), ready: true };
  if (problem) return { text: `${t('updateFailed', { name })} ${problem.message}`, ready: true };
  return { text: t('updateReady', { name }), ready: true };
}
