import type { PoolClient } from 'pg';

/** A message's place in its till's line: dense per till and incarnation [S13]. */
export type Place = { readonly tillId: string; readonly incarnation: number; readonly turn: number };

export type Turns = {
  /** Something before it has not arrived: it has to come back later. */
  isEarly(place: Place | null): boolean;
  advance(place: Place | null): void;
  save(): Promise<void>;
};

/** The tills' places in line, locked until commit, so that two replicas cannot both take a turn. */
export async function lockTurns(tx: PoolClient, places: readonly (Place | null)[]): Promise<Turns> {
  const lines = new Map<string, { readonly place: Place; last: number; moved: boolean }>();
  for (const place of places) if (place) lines.set(keyOf(place), { place, last: 0, moved: false });
  if (lines.size > 0) {
    const all = [...lines.values()].map((line) => line.place);
    const { rows } = await tx.query<{ till_id: string; incarnation: number; last_turn: number }>({
      name: 'lock-turns',
      text: `select till_id, incarnation, last_turn from turn
              where (till_id, incarnation) in (select * from unnest($1::uuid[], $2::int[])) order by 1, 2 for update`,
      values: [all.map((place) => place.tillId), all.map((place) => place.incarnation)],
    });
    for (const row of rows) {
      const line = lines.get(`${row.till_id}.${row.incarnation}`);
      if (line) line.last = row.last_turn;
    }
  }
  const lineOf = (place: Place | null) => (place ? lines.get(keyOf(place)) : undefined);
  return {
    isEarly: (place) => place !== null && place.turn > (lineOf(place)?.last ?? 0) + 1,
    advance(place) {
      const line = lineOf(place);
      if (!line || !place || place.turn <= line.last) return;
      line.last = place.turn;
      line.moved = true;
    },
    async save() {
      const moved = [...lines.values()].filter((line) => line.moved);
      if (moved.length === 0) return;
      await tx.query({
        name: 'save-turns',
        text: `insert into turn (till_id, incarnation, last_turn) select * from unnest($1::uuid[], $2::int[], $3::int[])
               on conflict (till_id, incarnation) do update set last_turn = greatest(turn.last_turn, excluded.last_turn)`,
        values: [
          moved.map((line) => line.place.tillId),
          moved.map((line) => line.place.incarnation),
          moved.map((line) => line.last),
        ],
      });
    },
  };
}

/** Orders a batch by till and turn; what is in no line stays where it is. */
export function comparePlaces(a: Place | null, b: Place | null): number {
  if (!a || !b) return 0;
  const [first, second] = [keyOf(a), keyOf(b)];
  return first === second ? a.turn - b.turn : first < second ? -1 : 1;
}

function keyOf(place: Place): string {
  return `${place.tillId}.${place.incarnation}`;
}
