import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsOfJournal, type JournalEntry, nextEntry } from '../../src/domain/journal.ts';
import { hashText } from '../../src/values/hash.ts';
import { money } from '../../src/values/money.ts';
import { must } from '../../src/values/must.ts';
import { idOf, noon } from '../making.ts';

function journalOf(count: number): JournalEntry[] {
  const journal: JournalEntry[] = [];
  for (let number = 1; number <= count; number += 1) {
    const facts = {
      incarnation: 1,
      number,
      id: idOf<JournalEntry['id']>(`entry ${number}`),
      name: 'completeSale',
    };
    const more = { recordedAt: noon, staffId: idOf('Rahim'), amount: money(number * 100) };
    journal.push(nextEntry(journal.at(-1), { ...facts, ...more, entryHash: hashText(`body ${number}`) }));
  }
  return journal;
}

test('[S3] a journal that was left alone has no fault, and goes on under the next enrolment of the till', () => {
  const journal = journalOf(5);
  const { formula: _f, previousHash: _p, hash: _h, ...facts } = must(journal.at(-1), 'five');
  const again = nextEntry(journal.at(-1), { ...facts, incarnation: 2, number: 1 });
  expect(faultsOfJournal([...journal, again])).toEqual([]);
});

test('[S3] whatever is changed in an entry, and whichever entry is taken out of the middle, is found', () => {
  const changes: Partial<JournalEntry>[] = [
    { amount: money(1) }, { staffId: null }, { name: 'note' }, { entryHash: hashText('other') }, { number: 99 },
    { recordedAt: '2026-11-20T12:00:00.000Z' as JournalEntry['recordedAt'] }, { previousHash: hashText('x') },
  ]; // prettier-ignore
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 9 }),
      fc.nat(),
      fc.constantFrom(...changes),
      (count, at, change) => {
        const journal = journalOf(count);
        const place = at % count;
        expect(
          faultsOfJournal(journal.with(place, { ...must(journal[place], 'there'), ...change })),
        ).not.toEqual([]);
        const middle = 1 + (at % (count - 2));
        expect(faultsOfJournal(journal.toSpliced(middle, 1))).toEqual([
          { kind: 'missing', what: `1.${middle + 2}` },
        ]);
      },
    ),
  );
});
