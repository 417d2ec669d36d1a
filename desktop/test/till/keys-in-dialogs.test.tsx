// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { listenToKeys } from '../../src/renderer/till/keys/listen-to-keys.ts';
import { Dialog } from '../../src/renderer/ui/dialog.tsx';
import { useKey } from '../../src/renderer/ui/use-key.ts';

test('a key is meant for what lies on top: the amount in a dialog, and never what is beneath it', () => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  document.body.innerHTML = '<div id="app"></div>';
  const heard: string[] = [];
  const stop = listenToKeys(() => undefined);
  const root = createRoot(document.querySelector('#app') ?? document.body);
  onTestFinished(() => {
    act(() => root.unmount());
    stop();
    vi.useRealTimers();
  });

  function show(...dialogs: string[]): void {
    act(() =>
      root.render(
        <>
          <Hears who="screen" heard={heard} />
          {dialogs.map((who) => (
            <Dialog key={who} title={who} onClose={() => undefined}>
              <Hears who={who} heard={heard} />
            </Dialog>
          ))}
        </>,
      ),
    );
  }

  /** As fingers do it: long enough that no scanner is meant. */
  function press(key: string): void {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    vi.advanceTimersByTime(100);
  }

  show();
  press('1');
  press('Escape');
  show('amount');
  press('2');
  press('Backspace');
  show('amount', 'approval'); // beside it in the tree, and above it on screen
  press('3');
  show();
  press('Enter');
  expect(heard).toEqual([
    'screen 1', 'screen Escape', 'amount 2', 'amount Backspace', 'approval 3', 'screen Enter',
  ]); // prettier-ignore
});

function Hears({ who, heard }: { readonly who: string; readonly heard: string[] }) {
  useKey((key) => heard.push(`${who} ${key}`) > 0);
  return null;
}
