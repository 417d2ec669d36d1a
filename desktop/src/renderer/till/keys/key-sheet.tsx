import { Dialog } from '../../ui/dialog.tsx';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import './key-sheet.css';

const keys: readonly (readonly [key: string, meaning: MessageKey])[] = [
  ['/', 'keySearch'],
  ['1 … 9', 'keyQuantity'],
  ['F4', 'keySend'],
  ['F8', 'keyPay'],
  ['F9', 'keyExact'],
  ['0 … 9', 'keyAmount'],
  ['Enter', 'keyTake'],
  ['F2', 'keyNew'],
  ['F3', 'keyTables'],
  ['F6', 'keyOrders'],
  ['F7', 'keyReceipts'],
  ['F10', 'keyShift'],
  ['Esc', 'keyBack'],
  ['?', 'keySheet'],
];

export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t('keyTitle')} onClose={onClose}>
      <dl className="key-sheet">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
      <p className="key-sheet-scan">{t('keyScan')}</p>
    </Dialog>
  );
}
