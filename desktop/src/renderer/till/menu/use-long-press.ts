import { type MouseEvent, type PointerEvent, useRef } from 'react';

const holdMs = 450;
/** A finger that moves this far is scrolling. */
const slipPx = 12;

/**
 * A tap does one thing, a long press (or the second mouse button, or the keyboard's menu key) another. The handlers
 * are spread on a button, so Enter and Space tap as well.
 */
export function useLongPress(onTap: () => void, onHold: () => void) {
  const hold = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const held = useRef(false);

  function end(): void {
    if (hold.current) clearTimeout(hold.current.timer);
    hold.current = null;
  }

  return {
    onPointerDown(event: PointerEvent) {
      held.current = false;
      if (event.button !== 0) return;
      end();
      const timer = setTimeout(() => {
        held.current = true;
        hold.current = null;
        onHold();
      }, holdMs);
      hold.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent) {
      const start = hold.current;
      if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > slipPx) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: end,
    onClick() {
      if (held.current) held.current = false;
      else onTap();
    },
    onContextMenu(event: MouseEvent) {
      event.preventDefault();
      // A touch screen sends this as well when a press is long: once is enough.
      if (held.current) return;
      end();
      onHold();
    },
  };
}
