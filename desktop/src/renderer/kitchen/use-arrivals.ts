import { useEffect, useRef } from 'react';
import type { Board } from './queries.ts';
import { ring } from '../ui/sound.ts';

/** Rings for what has come since the board was last looked at; what was there when the page opened is not news. */
export function useArrivals(board: Board | null | undefined): void {
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!board) return;
    const tickets = board.columns.flatMap(({ tickets: all }) => all);
    const news = tickets.filter(({ ticket }) => known.current && !known.current.has(ticket.id));
    known.current ??= new Set();
    for (const { ticket } of tickets) known.current.add(ticket.id);
    if (news.length > 0) ring(news.some(({ isNotice }) => isNotice) ? 'notice' : 'new');
  }, [board]);
}
