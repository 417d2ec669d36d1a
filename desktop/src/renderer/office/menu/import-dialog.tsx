import type { ImportReport } from '@galley/shared/wire/menu.ts';
import { useState } from 'react';
import { importMenu } from '../../app/office-menu.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import './parts-dialog.css';

/** A file is only looked at first: what it would add and change, and which of its rows are wrong. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const [report, setReport] = useState<ImportReport | null>(null);
  const [done, setDone] = useState(false);
  const [refusal, setRefusal] = useState('');

  async function run(text: string, write: boolean): Promise<void> {
    const answer = await importMenu(text, write);
    setRefusal(answer.ok ? '' : answer.message);
    setReport(answer.ok ? answer.value : null);
    setDone(answer.ok && write);
  }

  async function read(file: File): Promise<void> {
    const text = await file.text();
    setCsv(text);
    await run(text, false);
  }

  const count = (value: number) => numeral(String(value));
  return (
    <Dialog
      title={t('importFile')}
      onClose={onClose}
      footer={
        <Button
          tone="money"
          size="large"
          disabled={!report || done || report.added + report.changed === 0}
          onClick={() => void run(csv, true)}
        >
          {t('importNow')}
        </Button>
      }
    >
      <div className="import-dialog">
        <p>{t('importText')}</p>
        <label className="button plain large">
          {t('chooseFile')}
          <input
            className="visually-hidden"
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void read(file);
            }}
          />
        </label>
        {refusal !== '' && <Notice tone="loss">{refusal}</Notice>}
        {report && (
          <Notice tone={done ? 'good' : 'wait'}>
            {t(done ? 'imported' : 'wouldImport', {
              items: count(report.items),
              added: count(report.added),
              changed: count(report.changed),
            })}
          </Notice>
        )}
        {report && report.problems.length > 0 && (
          <ul aria-label={t('wrongRows')}>
            {report.problems.map(({ line, message }) => (
              <li key={`${line} ${message}`}>{t('wrongRow', { line: count(line), message })}</li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
