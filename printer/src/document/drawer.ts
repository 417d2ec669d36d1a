import { documentOf } from './blocks.ts';
import type { PrintDocument } from './document.ts';

/** Opens the cash drawer that hangs on the printer; a job of its own, because it must never be repeated [P6]. */
export function drawerDocument(pin: 2 | 5 = 2): PrintDocument {
  return documentOf([{ type: 'drawer', pin }]);
}
