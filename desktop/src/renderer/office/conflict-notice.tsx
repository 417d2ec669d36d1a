import type { Instant } from '@galley/shared/values/time.ts';
import { Button } from '../ui/button.tsx';
import { formatSpan } from '../ui/format-span.ts';
import { t } from '../ui/messages/t.ts';
import { Notice } from '../ui/notice.tsx';
import { useNow } from '../ui/use-now.ts';
import './conflict-notice.css';

const minuteMs = 60_000;

export type Difference = { readonly label: string; readonly mine: string; readonly theirs: string };

/** Somebody has changed the same meanwhile: what differs, side by side, and whose is to stay. Nothing is lost unseen. */
export function ConflictNotice({
  by,
  at = null,
  differences,
  takeLabel = t('takeTheirs', { name: by }),
  onTake,
  onKeep,
}: {
  readonly by: string;
  /** Null: nobody knows. */
  readonly at?: Instant | null;
  /** Null: they have taken it away. */
  readonly differences: readonly Difference[] | null;
  readonly takeLabel?: string;
  /** Undefined: there is nothing to take. */
  readonly onTake?: (() => void) | undefined;
  readonly onKeep: () => void;
}) {
  const now = useNow();
  return (
    <Notice tone="wait">
      <div className="conflict-notice">
        <strong>{headOf()}</strong>
        {differences && differences.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('whatDiffers')}</th>
                <th scope="col">{t('yours')}</th>
                <th scope="col">{t('theirs', { name: by })}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ label, mine, theirs }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{mine || '–'}</td>
                  <td>{theirs || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div className="ways">
          {onTake && <Button onClick={onTake}>{takeLabel}</Button>}
          <Button tone="wait" onClick={onKeep}>
            {t('keepMine')}
          </Button>
        </div>
      </div>
    </Notice>
  );

  function headOf(): string {
    if (!differences) return t('takenOffMeanwhile', { name: by });
    if (at === null) return t('changedAfterOpening', { name: by });
    const span = formatSpan(Math.max(now - Date.parse(at), minuteMs));
    return t('changedMeanwhile', { name: by, span });
  }
}

/** What differs of two descriptions with the same labels. */
export function differencesOf(
  mine: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
): readonly Difference[] {
  return [...mine].flatMap(([label, words]) => {
    const others = theirs.get(label) ?? '';
    return words === others ? [] : [{ label, mine: words, theirs: others }];
  });
}
