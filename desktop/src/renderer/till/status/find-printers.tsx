import { readAddress } from '@galley/shared/domain/read-address.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { pickHost } from '../../host/pick-host.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { causeWords } from '../../ui/messages/cause-words.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSession } from '../till-context.ts';
import type { PrinterState } from './queries.ts';
import { SetUpPrinter } from './set-up-printer.tsx';

/** A new printer, without a terminal: those that announce themselves, with consent every neighbour, or a typed address. */
export function FindPrinters({ known }: { readonly known: readonly PrinterState[] }) {
  const { till } = useSession();
  const [typed, setTyped] = useState('');
  const [settingUp, setSettingUp] = useState<string | null>(null);
  const finding = useMutation({
    mutationFn: async (knock: boolean) => (await pickHost(till.db, fetch)).find(knock),
    networkMode: 'always',
  });
  const address = readAddress(typed);
  if (settingUp !== null) {
    return <SetUpPrinter key={settingUp} address={settingUp} onClose={() => setSettingUp(null)} />;
  }
  const found = finding.data ?? [];
  return (
    <section className="find-printers" aria-label={t('newPrinter')}>
      <h3>{t('newPrinter')}</h3>
      <div className="acts">
        <Button disabled={finding.isPending} onClick={() => finding.mutate(false)}>
          {t('findPrinters')}
        </Button>
        {finding.isSuccess && !finding.variables && (
          <Button tone="wait" onClick={() => finding.mutate(true)}>
            {t('knockEverywhere')}
          </Button>
        )}
      </div>
      <div role="status">
        {finding.isPending && <p>{t(finding.variables ? 'knocking' : 'findingPrinters')}</p>}
        {finding.isSuccess && found.length === 0 && <p>{t('noneFound')}</p>}
        {finding.isSuccess && !finding.variables && <p className="muted">{t('knockText')}</p>}
      </div>
      {finding.error && <Notice tone="loss">{causeWords(finding.error.message)}</Notice>}
      {found.length > 0 && (
        <ul aria-label={t('foundPrinters')}>
          {found.map((printer) => {
            const own = known.find((each) => each.printer.address === printer.address);
            return (
              <li key={printer.address}>
                <span>
                  <strong>{printer.name ?? t('saysNoName')}</strong>
                  <small>{printer.address}</small>
                </span>
                {own ? (
                  <small>{t('isHereAs', { name: own.printer.name })}</small>
                ) : (
                  <Button onClick={() => setSettingUp(printer.address)}>{t('setUp')}</Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (address !== null) setSettingUp(address);
        }}
      >
        <Field
          label={t('orItsAddress')}
          hint={t('orItsAddressHint')}
          value={typed}
          maxLength={300}
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" disabled={address === null}>
          {t('setUp')}
        </Button>
      </form>
    </section>
  );
}
