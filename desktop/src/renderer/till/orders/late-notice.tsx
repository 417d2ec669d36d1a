import { useLiveQuery } from 'dexie-react-hooks';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { nameOfOrder } from '../order/place-words.ts';
import '../status/warning-bar.css';
import { useSession } from '../till-context.ts';
import { readLateOrders } from './queries.ts';

/** Nobody has paid for what came while a bill was paid: the guests may be at the door. */
export function LateNotice({ onShow }: { readonly onShow: () => void }) {
  const { till } = useSession();
  const late = useLiveQuery(() => readLateOrders(till.db), [till]) ?? [];
  if (late.length === 0) return null;
  return (
    <div className="warning-bar" role="alert">
      <Icon name="warning" size={18} />
      {t('lateTitle', { number: late.map(nameOfOrder).join(', ') })}
      <Button onClick={onShow}>{t('showThem')}</Button>
    </div>
  );
}
