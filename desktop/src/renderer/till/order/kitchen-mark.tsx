import { causeWords } from '../../ui/messages/cause-words.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import './kitchen-mark.css';
import type { KitchenMark as Mark } from './queries.ts';

const words: Readonly<Record<Mark['state'], MessageKey>> = {
  none: 'markNone',
  unsent: 'markUnsent',
  queued: 'markQueued',
  printing: 'markPrinting',
  printed: 'markPrinted',
  sent: 'markSent',
  held: 'markHeld',
  preparing: 'markPreparing',
  ready: 'markReady',
  served: 'markServed',
  diverted: 'markDiverted',
  unknown: 'markUnknown',
  failed: 'markFailed',
};

/** Whether the kitchen has a line. Shapes differ as well as colours, for those who do not see the colours. */
export function KitchenMark({ mark }: { readonly mark: Mark }) {
  const text = mark.cause === null ? t(words[mark.state]) : causeWords(mark.cause);
  return (
    <span className={`kitchen-mark ${mark.state}`} title={text}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="6.5" />
        <path d={strokes[mark.state]} />
      </svg>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}

const strokes: Readonly<Record<Mark['state'], string>> = {
  none: '',
  unsent: '',
  queued: 'M10 6.8v3.4l2 1.4',
  printing: '',
  printed: 'M6.6 10.2l2.4 2.4 4.6-5',
  sent: 'M6.6 10.2l2.4 2.4 4.6-5',
  held: 'M8 7v6M12 7v6',
  preparing: 'M10 6.8v3.4l2 1.4',
  ready: 'M6.6 10.2l2.4 2.4 4.6-5',
  served: 'M6 12.5h8M10 7a3.6 3.6 0 0 1 3.6 4',
  diverted: 'M6.8 10h6M10.4 7.4l2.6 2.6-2.6 2.6',
  unknown: 'M8 8.3a2 2 0 1 1 2.9 1.8c-.7.4-.9.7-.9 1.3M10 13.4h.01',
  failed: 'M10 6.3v4.4M10 13.5h.01',
};
