/** The invariants of the research page that this suite can break a run for. */
export const rules = [
  'I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11', 'I12', 'I13', 'I14', 'I15', 'I16', 'I17', 'I18', 'I19',
  'I20', 'L1', 'bug',
] as const; // prettier-ignore
export type Rule = (typeof rules)[number];

/** Rules that other tests prove, and which: named in every report, never counted as held. */
export const notChecked = {
  I21: 'every actor of these scripts may do what he does: see server/test/rights.test.ts',
  I22: 'nobody decides by hand in these scripts: see server/test/resolve.test.ts',
  L3: 'see desktop/test/faults.test.ts, fault 22',
  L4: 'see desktop/test/faults.test.ts, fault 21',
} as const;

/** An invariant that does not hold, in words that say where. */
export type Violation = { readonly rule: Rule; readonly words: string };

export function violation(rule: Rule, words: string): Violation {
  return { rule, words };
}

/** One violation for each value that differs; few of many, because one cause breaks many rows. */
export function differences<T>(
  rule: Rule,
  what: string,
  expected: ReadonlyMap<string, T>,
  found: ReadonlyMap<string, T>,
): Violation[] {
  const all = new Set([...expected.keys(), ...found.keys()]);
  return [...all].flatMap((key) => {
    const [mine, theirs] = [JSON.stringify(expected.get(key)), JSON.stringify(found.get(key))];
    if (mine === theirs) return [];
    return [
      violation(rule, `${what} ${key}: ${theirs ?? 'nothing'} where there must be ${mine ?? 'nothing'}`),
    ];
  });
}
