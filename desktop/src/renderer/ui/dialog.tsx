import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { t } from './messages/t.ts';
import { Icon } from './icon.tsx';
import './dialog.css';
import { InDialog } from './use-key.ts';

/** A question or a look behind something, on top of the screen. Esc, the cross and a tap beside it all mean "back". */
export function Dialog({
  title,
  wide = false,
  onClose,
  footer,
  children,
}: {
  readonly title: ReactNode;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}) {
  const content = useRef<HTMLDivElement>(null);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-scrim" />
        <Radix.Content
          ref={content}
          className={`dialog ${wide ? 'wide' : ''}`}
          aria-describedby={undefined}
          onOpenAutoFocus={focusMarked}
        >
          <header>
            <Radix.Title>{title}</Radix.Title>
            <Radix.Close className="close" aria-label={t('close')}>
              <Icon name="cross" />
            </Radix.Close>
          </header>
          <InDialog value={content}>
            <div className="body">{children}</div>
            {footer !== undefined && <footer>{footer}</footer>}
          </InDialog>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Focus goes to what the dialog marks as its first thing to do, not to the cross that comes first in it. */
function focusMarked(event: Event): void {
  if (!(event.currentTarget instanceof Element)) return;
  const marked = event.currentTarget.querySelector<HTMLElement>('[data-autofocus]');
  if (!marked) return;
  event.preventDefault();
  marked.focus();
}
