import type { GalleyDatabase } from '@galley/desktop/renderer/db/database.ts';
import type { OutboxRow } from '@galley/desktop/renderer/db/rows.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { mutationSchema } from '@galley/shared/wire/mutations.ts';

/** Something that happened at a till and was committed there: from then on it must never be lost [S1]. */
export type Fact = {
  readonly device: string;
  readonly tillId: string;
  readonly incarnation: number;
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly hash: string;
};

/** All facts of a run, taken down at the moment of their commit, outside of everything that can fail. */
export type FactLog = {
  readonly facts: ReadonlyMap<string, Fact>;
  /** Sales of which a person has seen "paid" [S2]. */
  readonly shown: readonly Pick<Sale, 'id' | 'receiptNumber' | 'total'>[];
  /** Facts that went down with the only disk that had them: an image of the disk was put back. */
  readonly erased: ReadonlySet<string>;
  /** Facts whose own till has lost them with its disk; the server may well have them. */
  readonly gone: ReadonlySet<string>;
  watch(device: string, db: GalleyDatabase): void;
  show(sale: Sale): void;
  /** A disk is gone: with it all of these, and for good those that nobody else has. */
  loseDisk(ids: readonly string[], nowhereElse: readonly string[]): void;
  of(device: string): Fact[];
};

export function createFactLog(): FactLog {
  const facts = new Map<string, Fact>();
  const shown: Sale[] = [];
  const erased = new Set<string>();
  const gone = new Set<string>();
  return {
    facts,
    shown,
    erased,
    gone,
    watch(device, db) {
      db.outbox.hook('creating', (_key, row, transaction) => {
        const fact = factOf(device, row);
        transaction.on('complete', () => void (facts.has(fact.id) || facts.set(fact.id, fact)));
      });
    },
    show: (sale) => void shown.push(sale),
    loseDisk(ids, nowhereElse) {
      for (const id of ids) gone.add(id);
      for (const id of nowhereElse) erased.add(id);
    },
    of: (device) => [...facts.values()].filter((fact) => fact.device === device),
  };
}

function factOf(device: string, row: OutboxRow): Fact {
  const { incarnation, number, id, name, body, hash } = row;
  const { tillId } = mutationSchema.parse(JSON.parse(body));
  return { device, tillId, incarnation, number, id, name, body, hash };
}
