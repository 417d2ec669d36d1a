import type { Branch } from '@galley/shared/domain/branch.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { MenuCopy, MenuCopyReport } from '@galley/shared/wire/menu.ts';
import { useState } from 'react';
import { copyMenu } from '../../app/office-menu.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import '../../ui/inputs.css';
import '../../ui/pills.css';
import './copy-dialog.css';

/** Another branch's menu, or some of its categories, into this one: looked at first, prices side by side. */
export function CopyDialog({
  branch,
  others,
  onClose,
}: {
  readonly branch: Branch;
  readonly others: readonly { readonly id: BranchId; readonly name: string }[];
  readonly onClose: () => void;
}) {
  const [wish, setWish] = useState<Omit<MenuCopy, 'write'> | null>(null);
  const [report, setReport] = useState<MenuCopyReport | null>(null);
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');

  async function run(wanted: Omit<MenuCopy, 'write'>, write: boolean): Promise<void> {
    setWish(wanted);
    setBusy(true);
    const answer = await copyMenu({ ...wanted, write });
    setBusy(false);
    setRefusal(answer.ok ? '' : answer.message);
    if (answer.ok) setReport(answer.value);
    setDone(answer.ok && write);
  }

  const chosen = wish?.categories ?? report?.categories.map(({ id }) => id) ?? [];
  const count = (value: number) => numeral(String(value));
  return (
    <Dialog
      title={t('copyMenu')}
      wide
      onClose={onClose}
      footer={
        <Button
          tone="money"
          size="large"
          disabled={busy || done || !wish || !report || report.added + report.changed + report.recipes === 0}
          onClick={() => wish && void run(wish, true)}
        >
          {t('copyNow')}
        </Button>
      }
    >
      <div className="copy-dialog">
        <p>{t('copyMenuText')}</p>
        <label className="from inputs">
          {t('copyFrom')}
          <select
            value={wish?.from ?? ''}
            onChange={(event) => {
              const from = others.find(({ id }) => id === event.currentTarget.value)?.id;
              if (from) void run({ from, categories: null, keepPrices: true }, false);
            }}
          >
            <option value="">{t('stockChooseBranch')}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {refusal !== '' && <Notice tone="loss">{refusal}</Notice>}
        {wish && report && (
          <>
            <div className="pills" role="group" aria-label={t('categories')}>
              {report.categories.map(({ id, name, items }) => {
                const isIn = chosen.includes(id);
                return (
                  <button
                    key={id}
                    type="button"
                    aria-pressed={isIn}
                    onClick={() => {
                      const categories = isIn ? chosen.filter((each) => each !== id) : [...chosen, id];
                      void run({ ...wish, categories }, false);
                    }}
                  >
                    {name} <small>{count(items)}</small>
                  </button>
                );
              })}
            </div>
            <Check
              label={t('copyKeepPrices')}
              checked={wish.keepPrices}
              onChange={(keepPrices) => void run({ ...wish, keepPrices }, false)}
            />
            <Notice tone={done ? 'good' : 'wait'}>
              {t(done ? 'menuCopied' : 'wouldCopy', {
                added: count(report.added),
                changed: count(report.changed),
              })}
              {report.recipes > 0 && ` ${t('copyRecipes', { count: count(report.recipes) })}`}
            </Notice>
            {report.prices.length > 0 && (
              <table>
                <caption>{t('copyPricesDiffer')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('name')}</th>
                    <th scope="col">{branch.name}</th>
                    <th scope="col">{others.find(({ id }) => id === wish.from)?.name}</th>
                  </tr>
                </thead>
                <tbody>
                  {report.prices.map(({ name, here, there }) => (
                    <tr key={name}>
                      <th scope="row">{name}</th>
                      <td>{formatMoney(here, branch.currency)}</td>
                      <td>{formatMoney(there, branch.currency)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {report.problems.length > 0 && (
              <ul aria-label={t('copyNot')}>
                {[...namesByProblem(report)].map(([message, names]) => (
                  <li key={message}>
                    <strong>{message}</strong>
                    <span>
                      {count(names.length)}: {names.join(', ')}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What keeps one dish away keeps away many: it is said once. */
function namesByProblem({ problems }: MenuCopyReport): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { name, message } of problems) found.set(message, [...(found.get(message) ?? []), name]);
  return found;
}
