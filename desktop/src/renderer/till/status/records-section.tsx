import type { JournalFault } from '@galley/shared/domain/journal.ts';
import { ok, type Result } from '@galley/shared/values/result.ts';
import { useState } from 'react';
import { takeNote } from '../../actions/take-note.ts';
import { checkRecords, type RecordsCheck } from '../../journal/check-records.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';

const faultsShown = 10;

/** Has the till's own records checked and says in words what came of it; that it was done is written down, too. */
export function RecordsSection() {
  const { till, staff } = useSession();
  const { attempt, busy } = useAttempt();
  const [check, setCheck] = useState<RecordsCheck | null>(null);

  async function run(): Promise<Result<RecordsCheck>> {
    const checked = await checkRecords(till.db);
    const { entries, faults } = checked;
    await till.db.transaction('rw', [till.db.meta, till.db.outbox], () =>
      takeNote(till, staff.id, {
        kind: 'recordsChecked',
        entries,
        faults: faults.slice(0, faultsShown).map((fault) => `${fault.kind} ${fault.what}`),
      }),
    );
    return ok(checked);
  }

  return (
    <section className="records">
      <h3>{t('records')}</h3>
      <p>{t('recordsText')}</p>
      {check?.faults.length === 0 && (
        <Notice tone="good">{t('recordsGood', { entries: check.entries, receipts: check.receipts })}</Notice>
      )}
      {check && check.faults.length > 0 && (
        <Notice tone="loss">
          {check.faults.slice(0, faultsShown).map((fault) => (
            <p key={`${fault.kind} ${fault.what}`}>{faultWords(fault)}</p>
          ))}
          <p>{t('recordsTell')}</p>
        </Notice>
      )}
      <Button disabled={busy} onClick={() => attempt(run(), setCheck)}>
        {t(busy ? 'checking' : 'checkRecords')}
      </Button>
    </section>
  );
}

function faultWords({ kind, what }: JournalFault): string {
  const values = { what: numeral(what) };
  switch (kind) {
    case 'changed':
      return t('recordChanged', values);
    case 'missing':
      return t('recordMissing', values);
    case 'receiptChanged':
      return t('receiptChanged', values);
    case 'receiptMissing':
      return t('receiptMissing', values);
  }
}
