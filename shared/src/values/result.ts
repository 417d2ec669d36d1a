/** The answer of anything that a person, or the state of things, may refuse. Faults are thrown instead. */
export type Result<T, R extends Refusal = Refusal> = Ok<T> | R;
export type Ok<T> = { readonly ok: true; readonly value: T };

/** `code` is stable and tested; `message` says what, where and what to do, in plain words. */
export type Refusal<C extends string = string> = {
  readonly ok: false;
  readonly code: C;
  readonly message: string;
};

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refuse<C extends string>(code: C, message: string): Refusal<C> {
  return { ok: false, code, message };
}
