import { useEffect, useState } from 'react';
import { useSession } from '../till-context.ts';
import { type Shown, watchCatalogue } from './ask-catalogue.ts';
import type { Question } from './catalogue.ts';

/** What the worker answers, with the question it answers; the last answer stays until the next one is here. */
export type Found = Shown & { readonly question: Question };

/** A live query like any other, only that another thread reads. */
export function useCatalogue(question: Question | null, limit: number): Found | null {
  const { name } = useSession().till.db;
  const [found, setFound] = useState<Found | null>(null);
  const text = question && JSON.stringify(question);
  useEffect(() => {
    if (text === null) return undefined;
    const asked = JSON.parse(text) as Question; // its own text
    return watchCatalogue(name, asked, limit, (shown) => setFound({ ...shown, question: asked }));
  }, [name, text, limit]);
  return found;
}
