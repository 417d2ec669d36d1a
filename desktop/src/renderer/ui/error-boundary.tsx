import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { t } from './messages/t.ts';
import './error-boundary.css';

type Props = { readonly children: ReactNode };
type State = { readonly error: Error | null };

/** The top of the page: a bug or a fault that nobody foresaw is told in words. What was recorded is on disk already. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="error-boundary" role="alert">
        <h1>{t('brokenTitle')}</h1>
        <p>{t('brokenText')}</p>
        <Button tone="money" size="large" onClick={() => location.reload()}>
          {t('reload')}
        </Button>
        <details>
          <summary>{t('brokenDetails')}</summary>
          <pre className="selectable">
            {error.name}: {error.message}
          </pre>
        </details>
      </main>
    );
  }
}
