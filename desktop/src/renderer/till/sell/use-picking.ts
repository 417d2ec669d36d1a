import type { Product } from '@galley/shared/domain/menu.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { refuse, type Result } from '@galley/shared/values/result.ts';
import { useCallback, useRef, useState } from 'react';
import { t } from '../../ui/messages/t.ts';
import { findByCode } from '../menu/queries.ts';
import type { Answer } from '../options/option-dialog.tsx';
import { needsChoice } from '../options/option-rules.ts';
import { useSession } from '../till-context.ts';
import type { useAttempt } from '../use-attempt.ts';
import { addTap } from './add-tap.ts';

export type Asking = {
  readonly key: number;
  readonly product: Product;
  readonly full: boolean;
  readonly count: number;
};

/**
 * From a tap or a scan to a line. What needs a choice first waits in a queue, so that no scan is lost while another
 * product's question is open. `pick` and `open` never change, or every tile would be drawn anew with each tap.
 */
export function usePicking({
  attempt,
  onPick,
}: {
  readonly attempt: ReturnType<typeof useAttempt>['attempt'];
  readonly onPick: () => void;
}) {
  const { till, staff } = useSession();
  const [queue, setQueue] = useState<readonly Asking[]>([]);
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
      const one: Asking = { key: asked.current, product, full, count: timesNow.current || 1 };
      setQueue((waiting) => [...waiting, one]);
      setTimes(0);
    },
    [setTimes],
  );

  const add = useCallback(
    (product: Product, answer: Answer) => {
      onPick();
      attempt(addTap(till, { productId: product.id, staffId: staff.id, ...answer }));
    },
    [till, staff, attempt, onPick],
  );

  const pick = useCallback(
    (product: Product) => {
      if (needsChoice(product)) return ask(product, false);
      add(product, { choiceIds: [], quantity: pieces(timesNow.current || 1), note: '' });
      if (timesNow.current !== 0) setTimes(0);
    },
    [add, ask, setTimes],
  );

  const open = useCallback((product: Product) => ask(product, true), [ask]);

  const scan = useCallback(
    (code: string) => {
      attempt(findScanned(till.db, code), pick);
    },
    [till, attempt, pick],
  );

  const asking = queue[0] ?? null;
  const drop = () => setQueue((waiting) => waiting.slice(1));
  const answer = (given: Answer) => {
    if (asking) add(asking.product, given);
    drop();
  };

  return { pick, open, scan, asking, answer, drop, times, setTimes };
}

async function findScanned(db: Parameters<typeof findByCode>[0], code: string): Promise<Result<Product>> {
  const product = await findByCode(db, code);
  return product ? { ok: true, value: product } : refuse('unknownCode', t('unknownCode', { code }));
}
