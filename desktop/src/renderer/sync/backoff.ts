const longestMs = 60_000;

/** Full jitter: any wait between nothing and a ceiling that doubles with each failure, from `firstMs` to 60 s [S6]. */
export function createBackoff(random: () => number, firstMs = 500) {
  let failures = 0;
  return {
    /** `leastMs` is what the server asked for (Retry-After); it is obeyed, jitter comes on top. */
    nextMs(leastMs: number | null = null): number {
      const ceiling = Math.min(firstMs * 2 ** failures, longestMs);
      failures += 1;
      return (leastMs ?? 0) + random() * ceiling;
    },
    reset(): void {
      failures = 0;
    },
  };
}
export type Backoff = ReturnType<typeof createBackoff>;
