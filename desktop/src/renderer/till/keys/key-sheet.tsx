import { bridge } from '../../host/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
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
    <Dialog
      title={t('keyTitle')}
      onClose={onClose}
      footer={
        // The system's own dialog is a way out of a kiosk.
        bridge()?.kiosk ? undefined : (
          <Button size="large" onClick={() => print()}>
            <Icon name="printer" size={20} />
            {t('keyPrint')}
          </Button>
        )
      }
    >
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
