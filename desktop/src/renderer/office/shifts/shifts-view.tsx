import type { Branch } from '@galley/shared/domain/branch.ts';
import { verifyZChains, type ZChain } from '@galley/shared/domain/z-chain.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { GalleyDatabase } from '../../db/database.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { ChainWords } from './chain-words.tsx';
import { type OpenShift, readShifts } from './queries.ts';
import './shifts-view.css';
import { WorkList } from './work-list.tsx';
import { ZCard } from './z-card.tsx';

const shownAtFirst = 20;

/** The drawers of the branch: which are open, every Z there ever was, and whether their chain is whole. */
export function ShiftsView({ db, branch }: { readonly db: GalleyDatabase; readonly branch: Branch }) {
  const page = useLiveQuery(() => readShifts(db), [db]);
  const [chains, setChains] = useState<readonly ZChain[] | null>(null);
  const [shown, setShown] = useState(shownAtFirst);
  if (!page) return <main className="shifts-view" />;
  const { archive } = page;
  const tills = new Map(archive.map(({ report, till }) => [report.shift.tillId, till]));

  return (
    <main className="shifts-view">
      <section className="open-shifts">
        <h2>{t('openShifts')}</h2>
        {page.open.length === 0 && <p className="none">{t('noOpenShifts')}</p>}
        <ul aria-label={t('openShifts')}>
          {page.open.map((open) => (
            <OpenShiftRow key={open.shift.id} open={open} branch={branch} />
          ))}
        </ul>
      </section>
      <WorkList work={page.work} branch={branch} />
      <section className="archive">
        <header>
          <h2>{t('zArchive')}</h2>
          <Button
            disabled={archive.length === 0}
            onClick={() => setChains(verifyZChains(archive.map(({ report }) => report)))}
          >
            {t('verifyChain')}
          </Button>
        </header>
        {chains?.map((chain) => (
          <ChainWords key={chain.tillId} chain={chain} till={tills.get(chain.tillId) ?? ''} />
        ))}
        {archive.length === 0 && <p className="none">{t('noZ')}</p>}
        <ul aria-label={t('zArchive')}>
          {archive.slice(0, shown).map((each) => (
            <li key={each.report.id}>
              <ZCard archived={each} branch={branch} />
            </li>
          ))}
        </ul>
        {archive.length > shown && (
          <Button onClick={() => setShown((count) => count + shownAtFirst)}>{t('olderZ')}</Button>
        )}
      </section>
    </main>
  );
}

function OpenShiftRow({ open, branch }: { readonly open: OpenShift; readonly branch: Branch }) {
  const { shift, till, openedBy, figures } = open;
  return (
    <li>
      <span>
        <strong>{till}</strong>
        <small>
          {openedBy} · {formatDay(shift.openedAt, branch.timeZone)}{' '}
          {formatTime(shift.openedAt, branch.timeZone)}
        </small>
      </span>
      <span className="figure">
        <strong>{formatMoney(figures.sales.total, branch.currency)}</strong>
        <small>{t('cashInDrawer', { amount: formatMoney(open.expectedCash, branch.currency) })}</small>
      </span>
    </li>
  );
}
