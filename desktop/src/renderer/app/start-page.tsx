import { type ReactNode, StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '@galley/shared/values/must.ts';
import { bridge } from '../host/bridge.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { listenForInstallOffer } from './install-offer.ts';
import { locale } from '../ui/messages/locale.ts';
import { loadMessages } from '../ui/messages/t.ts';
import { showTypeSize } from '../ui/type-size.ts';
import '../ui/base.css';

/** The first thing of each of the three apps: words, then the screen, under one boundary for what nobody foresaw. */
export async function startPage(load: () => Promise<ReactNode>): Promise<void> {
  document.documentElement.lang = locale;
  showTypeSize();
  noteInput();
  listenForInstallOffer();
  await loadMessages();
  const root = createRoot(
    must(document.getElementById('app'), 'every page has the element that it is drawn in'),
  );
  try {
    const screen = await load();
    root.render(
      <StrictMode>
        <ErrorBoundary>
          {screen}
          <Drawn />
        </ErrorBoundary>
      </StrictMode>,
    );
  } catch (error) {
    root.render(
      <ErrorBoundary>
        <Broken error={error} />
      </ErrorBoundary>,
    );
  }
}

/** Whether the last thing a person used was a pointer or a key: focus rings are for the keyboard. */
function noteInput(): void {
  const { dataset } = document.documentElement;
  window.addEventListener('pointerdown', () => (dataset['input'] = 'pointer'), { capture: true });
  window.addEventListener('keydown', () => (dataset['input'] = 'keys'), { capture: true });
}

/** Drawn with the screen, so not where the screen breaks: tells the shell that this version works here. */
function Drawn() {
  useEffect(() => {
    void bridge()?.reportHealthy({ drawn: true });
  }, []);
  return null;
}

function Broken({ error }: { readonly error: unknown }): never {
  throw error;
}
