import type { RefundState as State } from '@galley/shared/domain/payment-intent.ts';
import type { Refund } from '@galley/shared/domain/refund.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { useSession } from '../till-context.ts';
import './refund-state.css';

const words: Readonly<Record<State, MessageKey>> = {
  created: 'backCreated',
  unknown: 'backUnknown',
  refunded: 'backDone',
  failed: 'backFailed',
};

/** How far money is that goes back to a card through the gateway; nothing for any other. */
export function RefundState({ tender }: { readonly tender: Refund['tenders'][number] }) {
  const { till } = useSession();
  const { intentId } = tender;
  const intent = useLiveQuery(
    async () => (intentId ? till.db.paymentIntents.get(intentId) : undefined),
    [till, intentId],
  );
  if (!intentId) return null;
  const state = intent?.refunds?.find(({ id }) => id === tender.id)?.state ?? 'created';
  return (
    <small className={`refund-state ${state}`} role="status">
      {t(words[state])}
    </small>
  );
}
