import type { Branch } from '@galley/shared/domain/branch.ts';
import { type AuditEntry, type AuditKind, auditKinds } from '@galley/shared/wire/audit.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readAuditPage } from '../../app/office-audit.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import '../records-page.css';
import { paperTitles } from '../stock/paper-dialog.tsx';
import { useNames } from '../use-names.ts';
import { changeWords } from './change-words.ts';
import { kindWords } from './kind-words.ts';

const papers: Readonly<Record<string, MessageKey>> = { ...paperTitles, receiveTransfer: 'transferReceive' };

/** Papers about stock are called by their names in the office; everything else by what it says itself. */
function whatWords({ kind, what }: AuditEntry): string {
  const paper = kind === 'stock' ? papers[what] : undefined;
  return paper ? t(paper) : numeral(what);
}

/** Who took back, gave back, discounted, approved and printed again what, when, where and why; nothing can be changed here. */
export function AuditView({ db, branch }: { readonly db: GalleyDatabase; readonly branch: Branch }) {
  const [kind, setKind] = useState<AuditKind | null>(null);
  const names = useNames(db);
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['audit', branch.id, kind],
    queryFn: ({ pageParam }) => readAuditPage(kind, pageParam),
    initialPageParam: null as string | null, // the first page is before nothing
    getNextPageParam: (page) => page.next,
    networkMode: 'always',
    refetchInterval: 30_000,
    retry: false,
  });
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <main className="records-page">
      <div className="pills" role="group" aria-label={t('auditKinds')}>
        {[null, ...auditKinds].map((each) => (
          <button
            key={each ?? 'all'}
            type="button"
            aria-pressed={each === kind}
            onClick={() => setKind(each)}
          >
            {each === null ? t('auditAll') : t(kindWords[each])}
          </button>
        ))}
      </div>
      {error && <Notice tone="wait">{error.message}</Notice>}
      {!isFetching && !error && entries.length === 0 && <p className="none">{t('auditNone')}</p>}
      <ul aria-label={t('auditLog')}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className="when">
              {formatTime(entry.at, branch.timeZone)}
              <small>{formatDay(entry.at, branch.timeZone)}</small>
            </span>
            <span className="what">
              <strong>
                {t(kindWords[entry.kind])} {whatWords(entry)}
              </strong>
              <small>{whyWords(entry)}</small>
              {entry.changes.map((change) => (
                <small key={change.field}>{changeWords(change, branch.currency)}</small>
              ))}
            </span>
            <span className="who">
              {entry.by ?? names.get(entry.staffId ?? '') ?? t('unknownPerson')}
              <small>
                {entry.approval
                  ? t('approvedBy', { name: entry.approval.name })
                  : entry.by === null
                    ? (names.get(entry.tillId ?? '') ?? '')
                    : t('office')}
              </small>
            </span>
            <strong className="amount">
              {entry.amount !== null && formatMoney(entry.amount, branch.currency)}
            </strong>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
          {t('auditOlder')}
        </Button>
      )}
    </main>
  );
}

function whyWords({ reason, approval }: AuditEntry): string {
  return [...new Set([reason ?? '', approval?.reason ?? ''])].filter((part) => part !== '').join(' · ');
}
