import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { useEffect, useRef, useState } from 'react';
import { formatMoney, formatPlain } from '../ui/format-money.ts';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/messages/t.ts';
import { numeral } from '../ui/numeral.ts';
import './display-app.css';
import { guestChannel, type GuestMessage, type GuestView } from './guest-view.ts';

/** What the guest sees while the order is rung up: the dishes, what they cost, and the change. */
export function DisplayApp() {
  const view = useGuestView();
  if (!view) return <Quiet title="Galley" text={t('displayWaits')} />;
  if (view.paid) {
    return (
      <main className="display-app paid" role="status">
        <span className="done">
          <Icon name="check" size={64} />
        </span>
        <h1>{t('displayThanks')}</h1>
        <p>{t('displayPaid', { total: formatMoney(view.paid.total, view.currency) })}</p>
        {view.paid.change > 0 && (
          <strong>{t('displayChange', { change: formatMoney(view.paid.change, view.currency) })}</strong>
        )}
      </main>
    );
  }
  if (view.lines.length === 0) return <Quiet title={view.branch} text={t('displayWelcome')} />;
  return <Lines view={view} />;
}

function Quiet({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <main className="display-app quiet">
      <h1>{title}</h1>
      <p>{text}</p>
    </main>
  );
}

function Lines({ view }: { readonly view: GuestView }) {
  const last = useRef<HTMLLIElement>(null);
  // What was rung up just now is what the guest looks for.
  useEffect(() => {
    last.current?.scrollIntoView({ block: 'nearest' });
  }, [view]);
  return (
    <main className="display-app">
      <h1>{t('displayOrder')}</h1>
      <ul aria-label={t('displayOrder')} tabIndex={0}>
        {view.lines.map((line, index) => (
          <li key={line.id} ref={index === view.lines.length - 1 ? last : null}>
            <span className="quantity">{numeral(formatQuantity(line.quantity))}</span>
            <span className="what">
              {line.name}
              {line.options !== '' && <small>{line.options}</small>}
            </span>
            <span className="amount">{formatPlain(line.total, view.currency)}</span>
          </li>
        ))}
      </ul>
      <p className="total">
        <span>{t('total')}</span>
        <strong>{formatMoney(view.total, view.currency)}</strong>
      </p>
    </main>
  );
}

function useGuestView(): GuestView | null {
  const [view, setView] = useState<GuestView | null>(null);
  useEffect(() => {
    const channel = new BroadcastChannel(guestChannel);
    channel.addEventListener('message', ({ data }: MessageEvent<GuestMessage>) => {
      if (data.kind === 'view') setView(data.view);
    });
    // A till that is open already says at once what it shows.
    channel.postMessage({ kind: 'hello' } satisfies GuestMessage);
    return () => channel.close();
  }, []);
  return view;
}
