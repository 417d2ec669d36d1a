// @vitest-environment happy-dom
import { expect, onTestFinished, test, vi } from 'vitest';
import { listenToKeys } from '../../src/renderer/till/keys/listen-to-keys.ts';

function setup(html = '') {
  vi.useFakeTimers();
  document.body.innerHTML = html;
  const scans: string[] = [];
  const stop = listenToKeys((code) => scans.push(code));
  onTestFinished(() => {
    stop();
    vi.useRealTimers();
  });
  let at = 1000;

  function press(key: string, afterMs: number, target: EventTarget = document.body): void {
    at += afterMs;
    vi.advanceTimersByTime(afterMs);
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: at });
    target.dispatchEvent(event);
    // What a browser does with a key that nobody has taken.
    if (target instanceof HTMLInputElement && key.length === 1 && !event.defaultPrevented)
      target.value += key;
  }

  function scan(code: string, target?: EventTarget | null): void {
    [...code.split(''), 'Enter'].forEach((key, index) =>
      press(key, index === 0 ? 100 : 8, target ?? document.body),
    );
  }

  return { scans, press, scan };
}

test('fast keys with Enter are a code, whatever has the focus', () => {
  const { scans, scan } = setup('<button>Mild</button>');
  scan('8801234567890');
  scan('9781', document.querySelector('button'));
  expect(scans).toEqual(['8801234567890', '9781']);
});

test('what the scanner typed into a field is taken out again, what a person typed stays', () => {
  const { scans, scan } = setup('<input value="na">');
  const field = document.querySelector('input');
  scan('4711', field);
  expect(scans).toEqual(['4711']);
  expect(field?.value).toBe('na');
});

test('keys at the speed of fingers are no code', () => {
  const { scans, press } = setup();
  for (const key of [...'471188'.split(''), 'Enter']) press(key, 120);
  expect(scans).toEqual([]);
});

test('a thousand scans at ten a second: none is lost', () => {
  const { scans, scan } = setup();
  const codes = Array.from({ length: 1000 }, (_, index) => String(880_000 + index));
  for (const code of codes) scan(code);
  expect(scans).toEqual(codes);
});
