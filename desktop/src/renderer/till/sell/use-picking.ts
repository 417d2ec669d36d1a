import type { Product } from '@galley/shared/domain/menu.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import { priceAt } from '@galley/shared/domain/price-at.ts';
import { type Money } from '@galley/shared/values/money.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import { useCallback, useRef, useState } from 'react';
import type { Said } from '../options/option-dialog.tsx';
import { needsAnswer } from '../options/option-rules.ts';
import type { Parts } from '../options/questions.ts';
import { useSession } from '../till-context.ts';
import type { useAttempt } from '../use-attempt.ts';
import { addTap } from './add-tap.ts';
import { readScan } from './read-scan.ts';

export type Asking = {
  readonly key: number;
  readonly product: Product;
  readonly parts: Parts;
  readonly unitPrice: Money;
  readonly full: boolean;
  readonly count: number;
};

/**
 * From a tap or a scan to a line. What needs an answer first waits in a queue, so that no scan is lost while another
 * product's question is open; a code that nobody knows is kept until somebody has seen it. `pick` and `open` never
 * change, or every tile would be drawn anew with each tap.
 */
export function usePicking({
  attempt,
  onPick,
  onAdded,
}: {
  readonly attempt: ReturnType<typeof useAttempt>['attempt'];
  readonly onPick: () => void;
  /** The order with the new line, when it is on disk. */
  readonly onAdded: (order: Order) => void;
}) {
  const { till, staff, branch } = useSession();
  const [queue, setQueue] = useState<readonly Asking[]>([]);
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const [times, showTimes] = useState(0);
  const timesNow = useRef(0);
  const asked = useRef(0);

  const setTimes = useCallback((next: number) => {
    timesNow.current = next;
    showTimes(next);
  }, []);

  const ask = useCallback(
    (product: Product, full: boolean) => {
      asked.current += 1;
      const one = { key: asked.current, product, full, count: timesNow.current || 1 };
      const unitPrice = priceAt(product, instant(till.now()), branch.timeZone);
      setTimes(0);
      const partIds = (product.combo ?? []).flatMap((course) =>
        course.parts.map(({ productId }) => productId),
      );
      const wait = (parts: Parts) => setQueue((waiting) => [...waiting, { ...one, unitPrice, parts }]);
      if (partIds.length === 0) return wait(new Map());
      void till.db.products.bulkGet(partIds).then((found) => {
        wait(new Map(found.flatMap((part) => (part ? [[part.id, part] as const] : []))));
      });
    },
    [till, branch.timeZone, setTimes],
  );

  const add = useCallback(
    (product: Product, said: Said) => {
      onPick();
      attempt(addTap(till, { productId: product.id, staffId: staff.id, ...said }), onAdded);
    },
    [till, staff, attempt, onPick, onAdded],
  );

  const pick = useCallback(
    (product: Product) => {
      if (needsAnswer(product)) return ask(product, false);
      const choiceIds = product.options.flatMap((group) =>
        group.choices.filter((choice) => choice.isDefault).map(({ id }) => id),
      );
      add(product, { choiceIds, quantity: pieces(timesNow.current || 1), note: '' });
      if (timesNow.current !== 0) setTimes(0);
    },
    [add, ask, setTimes],
  );

  const open = useCallback((product: Product) => ask(product, true), [ask]);

  const scan = useCallback(
    (code: string) => {
      attempt(readScan(till, branch, code), (scanned) => {
        if (scanned.kind === 'unknown') setUnknown((codes) => [...codes, scanned.code]);
        else if (scanned.kind === 'labelled') add(scanned.product, scanned.said);
        else pick(scanned.product);
      });
    },
    [till, branch, attempt, add, pick],
  );

  const asking = queue[0] ?? null;
  const drop = () => setQueue((waiting) => waiting.slice(1));
  const answer = (said: Said) => {
    if (asking) add(asking.product, said);
    drop();
  };
  const forgetUnknown = useCallback(() => setUnknown([]), []);

  return { pick, open, scan, asking, answer, drop, times, setTimes, unknown, forgetUnknown };
}
