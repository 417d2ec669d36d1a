import { printerModels } from '@galley/shared/domain/printer-models.ts';
import type { RulerAnswers } from '@galley/shared/wire/print-setup.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { pickHost } from '../../host/pick-host.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { causeWords } from '../../ui/messages/cause-words.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';

const columns = [32, 42, 48] as const;
const questions = ['box', 'euro', 'qr', 'cut'] as const;
const questionWords = { box: 'sawBox', euro: 'sawEuro', qr: 'sawQr', cut: 'sawCut' } as const;

/** One test paper, five questions about it, and the kind of printer to choose in the office. */
export function SetUpPrinter({
  address,
  onClose,
}: {
  readonly address: string;
  readonly onClose: () => void;
}) {
  const { till } = useSession();
  const [seen, setSeen] = useState<RulerAnswers>({
    columns: 48,
    box: false,
    euro: false,
    qr: false,
    cut: false,
  });
  const asking = useMutation({
    mutationFn: async (answers: RulerAnswers | null) =>
      (await pickHost(till.db, fetch)).setUp({ address, seen: answers }),
    networkMode: 'always',
  });
  const told = asking.data;
  const says = told ? [told.maker, told.model].filter((word) => word !== null).join(' ') : '';
  const kind = printerModels.find(({ id }) => id === told?.profile);

  return (
    <section className="find-printers" aria-label={t('setUpAt', { address })}>
      <h3>{t('setUpAt', { address })}</h3>
      {!told && <p>{t('rulerText')}</p>}
      {asking.error && <Notice tone="loss">{causeWords(asking.error.message)}</Notice>}
      {told && (
        <p role="status">
          {says === '' ? t('printerSaysNothing') : t('printerSays', { name: says })}{' '}
          {t(told.status ? 'printerAnswers' : 'printerIsMute')}
        </p>
      )}
      {told && !kind && (
        <>
          <p aria-hidden="true">{t('sawColumns')}</p>
          <Segmented
            label={t('sawColumns')}
            value={String(seen.columns)}
            options={columns.map((value) => ({ value: String(value), label: numeral(String(value)) }))}
            onChange={(value) =>
              setSeen({ ...seen, columns: columns.find((each) => String(each) === value) ?? 48 })
            }
          />
          {questions.map((question) => (
            <Check
              key={question}
              label={t(questionWords[question])}
              checked={seen[question]}
              onChange={(yes) => setSeen({ ...seen, [question]: yes })}
            />
          ))}
        </>
      )}
      {kind && (
        <Notice tone="good">
          <p>{t('chooseInOffice')}</p>
          <p>
            <strong>{address}</strong>
            <br />
            <strong>{kind.name}</strong>
          </p>
        </Notice>
      )}
      <div className="acts">
        <Button tone="quiet" onClick={onClose}>
          {t('back')}
        </Button>
        {!told && (
          <Button tone="wait" disabled={asking.isPending} onClick={() => asking.mutate(null)}>
            {t('printRuler')}
          </Button>
        )}
        {told && !kind && (
          <Button tone="money" disabled={asking.isPending} onClick={() => asking.mutate(seen)}>
            {t('whichKind')}
          </Button>
        )}
      </div>
    </section>
  );
}
