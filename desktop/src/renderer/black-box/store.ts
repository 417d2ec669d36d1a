/** What was read, and how long all of it is. */
export type BoxText = { readonly segments: readonly string[]; readonly bytes: number };

/**
 * Where the black box lies: outside of the database, so that the two are not lost together. It keeps text and knows
 * nothing of what is in it. One program at a time writes it.
 */
export type BoxStore = {
  readonly place: 'browser' | 'device';
  /** Every segment, oldest first; with `lastBytes` only the end of the newest, from anywhere within a line. */
  read(lastBytes: number | null): Promise<BoxText>;
  /** Adds to the newest segment; on disk when it answers. Answers how long that segment is. */
  append(text: string): Promise<number>;
  /** A new segment in place of all others: they go only when it is on disk. Answers how long it is. */
  replace(text: string): Promise<number>;
};
