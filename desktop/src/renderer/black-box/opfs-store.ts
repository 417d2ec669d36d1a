import { z } from 'zod';
import { type BoxAnswer, type BoxQuestion, boxTextSchema } from '../../black-box-contract.ts';
import type { BoxStore } from './store.ts';

type Ask<Q = BoxQuestion> = Q extends BoxQuestion ? Omit<Q, 'id'> : never;

/** The black box in the browser's own file system; null where there is none, as on a page without TLS. */
export function opfsStore(): BoxStore | null {
  if (!('storage' in navigator) || !('getDirectory' in navigator.storage)) return null;
  const worker = new Worker(new URL('../../workers/black-box.ts', import.meta.url), { type: 'module' });
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (fault: Error) => void }>();
  let asked = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<BoxAnswer>) => {
    const waiting = open.get(data.id);
    open.delete(data.id);
    if (data.ok) waiting?.resolve(data.value);
    else waiting?.reject(new Error(data.message));
  });
  worker.addEventListener('error', () => {
    for (const { reject } of open.values())
      reject(new Error('The black box of this browser does not start.'));
    open.clear();
  });

  function ask(question: Ask): Promise<unknown> {
    asked += 1;
    const id = asked;
    return new Promise((resolve, reject) => {
      open.set(id, { resolve, reject });
      worker.postMessage({ ...question, id });
    });
  }
  const bytes = z.int().min(0);
  return {
    place: 'browser',
    read: async (lastBytes) => boxTextSchema.parse(await ask({ ask: 'read', lastBytes })),
    append: async (text) => bytes.parse(await ask({ ask: 'append', text })),
    replace: async (text) => bytes.parse(await ask({ ask: 'replace', text })),
  };
}
