import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';

/** The end of a form about a part of the branch; `onRemove`: null where it is not there yet. */
export function PartFooter({
  busy,
  complete,
  onRemove,
  onClose,
}: {
  readonly busy: boolean;
  readonly complete: boolean;
  readonly onRemove: (() => void) | null;
  readonly onClose: () => void;
}) {
  return (
    <footer>
      {onRemove && (
        <Button tone="quiet" disabled={busy} onClick={onRemove}>
          {t('remove')}
        </Button>
      )}
      <span className="space" />
      <Button tone="quiet" onClick={onClose}>
        {t('back')}
      </Button>
      <Button type="submit" tone="money" disabled={busy || !complete}>
        {t('save')}
      </Button>
    </footer>
  );
}
