import type { Branch } from '@galley/shared/domain/branch.ts';
import { type Language, languageSchema } from '@galley/shared/values/language.ts';
import { usualReceiptLink } from '@galley/shared/wire/receipt-search.ts';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { PictureButton } from '../../ui/picture-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Choice } from './choice.tsx';
import { PaperPreview } from './paper-preview.tsx';
import type { PrintingRows } from './queries.ts';
import { readLogo } from './read-logo.ts';
import { useSettings } from './use-settings.ts';

const languageNames: Readonly<Record<Language, string>> = { en: 'English', bn: 'বাংলা' };

/** What stands on everything that guests get: logo, head, foot, language, link. */
export function PaperSection({ branch, rows }: { readonly branch: Branch; readonly rows: PrintingRows }) {
  const { settings, changed, answer, change, undo, save } = useSettings(branch);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function takeLogo(file: File): Promise<void> {
    const logo = await readLogo(file);
    setRefusal(logo.ok ? null : logo.message);
    if (logo.ok) change({ logo: logo.value });
  }

  return (
    <section className="paper-settings" aria-label={t('papers')}>
      <h2>{t('papers')}</h2>
      <PaperPreview settings={settings} rows={rows} />
      <div className="acts">
        <PictureButton
          label={t(settings.logo ? 'otherLogo' : 'chooseLogo')}
          onPicture={(file) => void takeLogo(file)}
        />
        {settings.logo && (
          <Button tone="quiet" onClick={() => change({ logo: undefined })}>
            {t('removeLogo')}
          </Button>
        )}
      </div>
      {refusal !== null && <Notice tone="loss">{refusal}</Notice>}
      <Lines
        label={t('paperHead')}
        value={settings.receiptHead}
        onChange={(receiptHead) => change({ receiptHead })}
      />
      <Lines
        label={t('paperFoot')}
        value={settings.receiptFoot}
        onChange={(receiptFoot) => change({ receiptFoot })}
      />
      <Segmented
        label={t('paperLanguage')}
        value={settings.language ?? 'en'}
        options={languageSchema.options.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(language) => change({ language })}
      />
      <Field
        label={t('receiptLink')}
        hint={t('receiptLinkHint')}
        value={settings.receiptLink ?? ''}
        maxLength={300}
        spellCheck={false}
        onChange={(event) => change({ receiptLink: event.currentTarget.value || undefined })}
      />
      {settings.receiptLink === undefined && (
        <div className="acts">
          <Button onClick={() => change({ receiptLink: usualReceiptLink(branch.id, location.origin) })}>
            {t('receiptLinkHere')}
          </Button>
        </div>
      )}
      <Choice
        label={t('passPrinter')}
        value={settings.expeditorPrinterId ?? null}
        options={rows.printers}
        none={t('noPrinter')}
        onChange={(id) => change({ expeditorPrinterId: id ?? undefined })}
      />
      <p className="muted">{t('paperWidthText')}</p>
      {answer && !answer.ok && <Notice tone="loss">{answer.message}</Notice>}
      {answer?.ok && !changed && <Notice tone="good">{t('saved')}</Notice>}
      {changed && (
        <div className="acts">
          <Button tone="quiet" onClick={undo}>
            {t('undoChanges')}
          </Button>
          <Button tone="money" onClick={() => void save()}>
            {t('save')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** A line of the field is a line of the paper. */
function Lines({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (lines: string[]) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={Math.max(2, value.length)}
        value={value.join('\n')}
        onChange={(event) =>
          onChange(event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n'))
        }
      />
    </div>
  );
}
