import type { OfficeStockRequest, StockAnswer } from '@galley/shared/wire/stock-office.ts';
import type { StockRefusal } from '@galley/shared/wire/stock-requests.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sayStock } from '../../app/office-stock.ts';
import { t } from '../../ui/messages/t.ts';

/** Says something about stock; what stands in the way comes back in words, and what is shown is asked anew. */
export function useSay(onDone: () => void) {
  const [theirs, setTheirs] = useState<ItemChanged | null>(null);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  async function say(request: OfficeStockRequest): Promise<void> {
    setBusy(true);
    setRefusal('');
    const answer = await sayStock(request);
    setBusy(false);
    if (answer.ok && answer.value.state === 'refused' && answer.value.refusal.code === 'itemChanged')
      return setTheirs(answer.value.refusal.theirs);
    const words = answer.ok ? wordsOf(answer.value) : answer.message;
    if (words !== '') return setRefusal(words);
    void client.invalidateQueries({ queryKey: ['stock'] });
    onDone();
  }
  return {
    say: (request: OfficeStockRequest) => void say(request),
    refusal,
    setRefusal,
    busy,
    /** What somebody else has made of the same meanwhile. */
    theirs,
    setTheirs,
  };
}

export type ItemChanged = Extract<StockRefusal, { code: 'itemChanged' }>['theirs'];

function wordsOf(answer: StockAnswer): string {
  if (answer.state === 'failed') return answer.cause;
  if (answer.state !== 'refused') return '';
  switch (answer.refusal.code) {
    case 'transferUnknown':
      return t('transferUnknown');
    case 'transferReceived':
      return t('transferReceivedAlready');
    case 'itemUnknown':
      return t('transferItemUnknown', { name: answer.refusal.name });
    case 'itemChanged':
    case 'notEnough':
    case 'released':
      return t('stockRefused');
  }
}
