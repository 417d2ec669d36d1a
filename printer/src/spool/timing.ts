/** How long each step may take; an argument, so that tests need not wait. */
export type Timing = typeof defaultTiming;

export const defaultTiming = {
  /** Opening the connection: a printer that takes longer is busy with another host or gone. */
  connectMs: 2_500,
  /** The answer to DLE EOT. */
  statusMs: 2_500,
  /** Between two looks at the printer while it prints. */
  pollMs: 500,
  /** Without progress, on top of the time that the bytes and the paper themselves need. */
  proofMs: 10_000,
  /** A printer that takes no more bytes for so long has stopped. */
  stallMs: 30_000,
  /** Half printed and out of paper: so long a person may take to load a roll. */
  pausedMs: 30 * 60_000,
  /** Before a job of which nothing was sent is tried again; the last one repeats. */
  retryMs: [1_000, 2_000, 5_000, 10_000] as readonly number[],
  /** A kitchen ticket that is blocked or failed for so long goes to its station's next printer [P7]. */
  divertMs: 60_000,
  /** Between two looks at what is due: what expires, what goes elsewhere. */
  watchMs: 1_000,
  /** After the verdict, for the other side to hang up as well. */
  closeMs: 300,
  /** A program that ends gives the job at work so long to come to its end. */
  stopMs: 2_000,
  /** No printer is slower than this: 1 kB, and 50 mm of paper, a second. */
  bytesPerSecond: 1_000,
  dotsPerSecond: 400,
};

/** How long the slowest printer needs for a job. */
export function printingMs(bytes: number, heightDots: number, timing: Timing): number {
  return (bytes / timing.bytesPerSecond + heightDots / timing.dotsPerSecond) * 1_000;
}
