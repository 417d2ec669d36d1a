import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/messages/t.ts';
import { useKey } from '../ui/use-key.ts';
import './view-head.css';

/** The head of a view that stands where the menu was: the way back, which Esc takes too, what it is, and what it offers. */
export function ViewHead({
  title,
  text,
  back = t('backToMenu'),
  onBack,
  children,
}: {
  readonly title: string;
  /** Beneath the title, when there is more to say. */
  readonly text?: ReactNode;
  /** Where the way back leads. */
  readonly back?: string;
  readonly onBack: () => void;
  readonly children?: ReactNode;
}) {
  useKey((key) => {
    if (key !== 'Escape') return false;
    onBack();
    return true;
  });
  return (
    <header className="view-head">
      <Button tone="quiet" onClick={onBack}>
        <Icon name="back" />
        {back}
      </Button>
      <div>
        <h2>{title}</h2>
        {text !== undefined && text}
      </div>
      {children}
    </header>
  );
}
