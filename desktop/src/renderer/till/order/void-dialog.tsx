import { t } from '../../ui/messages/t.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

/** Food that was ordered from the kitchen is taken back only with a reason. */
export function VoidDialog({
  name,
  onVoid,
  onClose,
}: {
  readonly name: string;
  readonly onVoid: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const reasons = [
    t('reasonChangedMind'),
    t('reasonWrongItem'),
    t('reasonTooSlow'),
    t('reasonNotGood'),
    t('reasonNone'),
  ];
  return (
    <ReasonDialog
      title={t('voidTitle', { name })}
      reasons={reasons}
      confirm={t('voidLine')}
      onReason={onVoid}
      onClose={onClose}
    >
      {t('voidExplained')}
    </ReasonDialog>
  );
}
