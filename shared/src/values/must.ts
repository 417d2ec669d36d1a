/** A state that the code promises cannot happen. Never caught except at the top of a process. */
export class Bug extends Error {
  override name = 'Bug';
}

export function assert(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Bug(why);
}

/** Unwraps a value that cannot be missing; `why` says why it cannot. */
export function must<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Bug(why);
  return value;
}

/** Closes a switch: the compiler refuses it as long as a case is missing. */
export function never(value: never): never {
  throw new Bug(`unexpected ${JSON.stringify(value)}`);
}
