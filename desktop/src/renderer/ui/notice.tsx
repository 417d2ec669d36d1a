import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './notice.css';

/** Words about something that went otherwise than wanted, in the place where it happened; never a passing toast. */
export function Notice({
  tone,
  children,
}: {
  readonly tone: 'wait' | 'loss' | 'good';
  readonly children: ReactNode;
}) {
  return (
    <div className={`notice ${tone}`} role={tone === 'loss' ? 'alert' : 'status'}>
      <Icon name={tone === 'good' ? 'check' : 'warning'} size={20} />
      <div>{children}</div>
    </div>
  );
}
