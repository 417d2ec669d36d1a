import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { Tender } from '@galley/shared/domain/payment.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { type Tip, tipNow } from '@galley/shared/domain/tip.ts';
import { tipNeed } from '@galley/shared/wire/needs.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { adjustTip, canBeTipped } from '../../actions/adjust-tip.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useApproval } from '../approval/use-approval.ts';
import { TipDialog } from '../pay/tip-dialog.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { readTips } from './queries.ts';
import './tips-after.css';

/** The tips of a sale as they are now; while its shift is open, each can be set right. */
export function TipsAfter({ sale }: { readonly sale: Sale }) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const tips = useLiveQuery(() => readTips(till.db, sale), [till, sale]);
  const [asking, setAsking] = useState<Tender | null>(null);
  if (!tips) return null;
  const rows = sale.tenders
    .filter(canBeTipped)
    .map((tender) => ({ tender, tip: tipNow(tender, tips.changes) }));
  if (rows.length === 0 || (!tips.isOpen && tips.changes.length === 0)) return null;

  function set(tender: Tender, tip: Tip | null): void {
    setAsking(null);
    const wish = {
      need: tipNeed,
      what: t('tipSetTo', { what: numeral(sale.receiptNumber) }),
    };
    const adjust = (approval?: Approval) =>
      adjustTip(till, { saleId: sale.id, tenderId: tender.id, tip, staffId: staff.id, approval });
    attempt(approve(wish, adjust));
  }

  return (
    <section className="tips-after">
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <ul aria-label={t('tips')}>
        {rows.map(({ tender, tip }) => (
          <li key={tender.id}>
            <span>
              {t('tip')} · {tender.wallet ?? t(tender.kind)} {tender.reference}
              {tip && <small>{tip.staffName}</small>}
            </span>
            <strong>{tip ? formatMoney(tip.amount, sale.currency) : t('noTip')}</strong>
            {tips.isOpen && (
              <Button disabled={busy} onClick={() => setAsking(tender)}>
                {t(tip ? 'changeTip' : 'addTip')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asking && (
        <TipDialog
          openedBy={sale.staffId}
          total={asking.amount}
          tip={tipNow(asking, tips.changes) ?? null}
          onTip={(tip) => set(asking, tip)}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  );
}
