import { emitKey } from '../../ui/use-key.ts';

/** Keys closer together than this come from a scanner, never from fingers. */
const scannerGapMs = 45;
const shortestCode = 4;
const pressable = 'button, a, select, summary, [role="button"]';

/**
 * One listener for keyboard and scanner, which types like a keyboard but faster and ends with Enter. Outside of text
 * fields a letter is held back until it is clear which of the two it came from, so that a scan on the pay screen types
 * no amount; in a text field what the scanner typed is taken out again.
 */
export function listenToKeys(onScan: (code: string) => void): () => void {
  let held = '';
  let lastAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    const keys = held;
    held = '';
    for (const key of keys) emitKey(key);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const field = textField(event.target);
    const fast = event.timeStamp - lastAt <= scannerGapMs;
    lastAt = event.timeStamp;
    if (event.key === 'Enter' && fast && held.length >= shortestCode) return endScan(event, field);
    if (event.key.length === 1) {
      if (field) held = fast ? held + event.key : event.key;
      else hold(event, fast);
      return;
    }
    if (field) {
      held = '';
      return;
    }
    flush();
    // A button that was reached by Tab takes its own Enter.
    if (event.key === 'Enter' && event.target instanceof Element && event.target.closest(pressable)) return;
    if (emitKey(event.key)) event.preventDefault();
  }

  function hold(event: KeyboardEvent, fast: boolean): void {
    if (event.key === ' ' && held === '') return; // presses the button that has the focus
    event.preventDefault();
    if (!fast) flush();
    held += event.key;
    clearTimeout(timer);
    timer = setTimeout(flush, scannerGapMs);
  }

  function endScan(event: KeyboardEvent, field: HTMLInputElement | HTMLTextAreaElement | null): void {
    clearTimeout(timer);
    event.preventDefault();
    event.stopImmediatePropagation();
    const code = held;
    held = '';
    if (field?.value.endsWith(code)) retype(field, field.value.slice(0, -code.length));
    onScan(code);
  }

  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('mousedown', keepFocus, { capture: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    window.removeEventListener('mousedown', keepFocus, { capture: true });
  };
}

function textField(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
}

/** A tapped button must not keep the focus, or the Enter of the next scan would press it again. */
function keepFocus(event: MouseEvent): void {
  const tapped = event.target instanceof Element ? event.target.closest('button') : null;
  if (!tapped) return;
  event.preventDefault();
  if (document.activeElement instanceof HTMLElement && !tapped.closest('form')) document.activeElement.blur();
}

/** As if a person had typed it, so that React hears of it. */
function retype(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
