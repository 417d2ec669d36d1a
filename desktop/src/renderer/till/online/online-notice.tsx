import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef, useState } from 'react';
import type { OnlineOrderRow } from '../../db/rows.ts';
import { Button } from '../../ui/button.tsx';
import { formatTime } from '../../ui/format-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { allowSound, ring } from '../../ui/sound.ts';
import '../status/warning-bar.css';
import { useSession } from '../till-context.ts';
import { readOpenOnline } from './queries.ts';

/** Rings for an order that has just come, and says so until somebody has looked at it. */
export function OnlineNotice({ onShow }: { readonly onShow: () => void }) {
  const { till, branch } = useSession();
  const orders = useLiveQuery(() => readOpenOnline(till.db), [till]);
  const known = useRef<Set<string> | null>(null);
  const [news, setNews] = useState<readonly OnlineOrderRow[]>([]);
  useEffect(() => {
    // A browser makes no sound before somebody has touched the page.
    const touched = () => void allowSound('silent');
    document.addEventListener('pointerdown', touched, { once: true });
    return () => document.removeEventListener('pointerdown', touched);
  }, []);
  useEffect(() => {
    if (!orders) return;
    // What was there when the screen opened is in the list, and no news.
    const fresh = orders.filter(({ id }) => known.current !== null && !known.current.has(id));
    known.current ??= new Set();
    for (const { id } of orders) known.current.add(id);
    if (fresh.length > 0) ring();
    const open = new Set(orders.map(({ id }) => id));
    setNews((before) => [...before.filter(({ id }) => open.has(id)), ...fresh]);
  }, [orders]);
  const [first] = news;
  if (!first) return null;
  return (
    <div className="warning-bar" role="alert">
      <Icon name="bell" size={18} />
      {t('onlineArrived', {
        numbers: news.map(({ number }) => numeral(number)).join(', '),
        name: first.name,
        when: first.wantedAt ? formatTime(Date.parse(first.wantedAt), branch.timeZone) : t('onlineSoon'),
      })}
      <Button
        onClick={() => {
          setNews([]);
          onShow();
        }}
      >
        {t('showThem')}
      </Button>
    </div>
  );
}
