/** As many rows as are read, checked or written in one go: a tap waits no longer than that, also on a slow device. */
const chunkRows = 100;

export function chunksOf<T>(rows: readonly T[]): (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < rows.length; start += chunkRows)
    chunks.push(rows.slice(start, start + chunkRows));
  return chunks;
}

/** Lets the page do what it was asked to before going on. Not inside a transaction: that would end there. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
