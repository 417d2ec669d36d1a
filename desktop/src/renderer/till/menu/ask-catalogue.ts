import type { Product } from '@galley/shared/domain/menu.ts';
import type { Question } from './catalogue.ts';

/** What the page and its worker say to each other. */
export type Asked = {
  readonly id: number;
  readonly database: string;
  readonly question: Question;
  readonly limit: number;
};
export type Answered = { readonly id: number; readonly total: number; readonly products: readonly Product[] };

/** The first of the products that answer a question, and how many there are. */
export type Shown = Pick<Answered, 'total' | 'products'>;

const restartMs = 1000;
let worker: Worker | null = null;
let count = 0;
const open = new Map<number, { readonly asked: Asked; readonly tell: (shown: Shown) => void }>();

/** Answers now and whenever the menu changes, until it is told to stop. */
export function watchCatalogue(
  database: string,
  question: Question,
  limit: number,
  tell: (shown: Shown) => void,
): () => void {
  count += 1;
  const asked: Asked = { id: count, database, question, limit };
  open.set(asked.id, { asked, tell });
  worker ??= start();
  worker.postMessage(asked);
  return () => {
    open.delete(asked.id);
    worker?.postMessage({ forget: asked.id });
  };
}

/** Answers once. */
export function askCatalogue(database: string, question: Question, limit: number): Promise<Shown> {
  return new Promise((resolve) => {
    const stop = watchCatalogue(database, question, limit, (shown) => {
      stop();
      resolve(shown);
    });
  });
}

/** A worker that fell over is started again and asked what is still open: the till goes on selling meanwhile. */
function start(): Worker {
  const started = new Worker(new URL('./catalogue-worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<Answered>) => open.get(data.id)?.tell(data));
  started.addEventListener('error', () => {
    started.terminate();
    setTimeout(() => {
      worker = start();
      for (const { asked } of open.values()) worker.postMessage(asked);
    }, restartMs);
  });
  return started;
}
