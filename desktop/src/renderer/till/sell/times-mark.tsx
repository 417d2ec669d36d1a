import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';

/** The quantity that was typed for the next item. */
export function TimesMark({ times }: { readonly times: number }) {
  if (times === 0) return null;
  return (
    <div className="times-mark" role="status">
      <strong>{numeral(String(times))} ×</strong>
      {t('timesHint')}
    </div>
  );
}
