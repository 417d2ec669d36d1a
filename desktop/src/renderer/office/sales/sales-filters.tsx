import type { Branch } from '@galley/shared/domain/branch.ts';
import { tenderKinds } from '@galley/shared/domain/payment.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { SalesWanted } from '../../app/office-sales.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { tenderWords } from '../../ui/tender-words.ts';
import { typedAmount } from '../../ui/typed-amount.ts';
import { Choice } from '../printing/choice.tsx';

const nothing = { number: '', table: '', amount: '', day: '', staff: '', tender: '' };

/** What one still knows of a sale; what is left empty may be anything. */
export function SalesFilters({
  db,
  branch,
  onFind,
}: {
  readonly db: GalleyDatabase;
  readonly branch: Branch;
  readonly onFind: (wanted: SalesWanted) => void;
}) {
  const [typed, setTyped] = useState(nothing);
  const [wrong, setWrong] = useState(false);
  const staff = useLiveQuery(() => db.staff.toArray(), [db]) ?? [];
  const change = (change: Partial<typeof nothing>) => setTyped({ ...typed, ...change });

  function find(): void {
    const amount = typed.amount.trim() === '' ? '' : typedAmount(typed.amount.trim(), branch.currency);
    setWrong(amount === null);
    if (amount === null) return;
    const said = { ...typed, amount: String(amount) };
    onFind(Object.fromEntries(Object.entries(said).filter(([, value]) => value.trim() !== '')));
  }

  return (
    <form
      className="filters"
      role="search"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <Field
        label={t('salesNumber')}
        value={typed.number}
        maxLength={24}
        onChange={(event) => change({ number: event.currentTarget.value })}
      />
      <Field
        label={t('salesTable')}
        value={typed.table}
        maxLength={24}
        onChange={(event) => change({ table: event.currentTarget.value })}
      />
      <Field
        label={t('salesAmount')}
        inputMode="decimal"
        value={typed.amount}
        error={wrong ? t('salesAmountWrong') : null}
        onChange={(event) => change({ amount: event.currentTarget.value })}
      />
      <Field
        label={t('salesDay')}
        type="date"
        value={typed.day}
        onChange={(event) => change({ day: event.currentTarget.value })}
      />
      <Choice
        label={t('salesStaff')}
        value={typed.staff || null}
        options={staff}
        none={t('salesAny')}
        onChange={(id) => change({ staff: id ?? '' })}
      />
      <Choice
        label={t('salesTender')}
        value={typed.tender || null}
        options={tenderKinds.map((id) => ({ id, name: t(tenderWords[id]) }))}
        none={t('salesAny')}
        onChange={(id) => change({ tender: id ?? '' })}
      />
      <Button type="submit" tone="money">
        {t('salesFind')}
      </Button>
    </form>
  );
}
