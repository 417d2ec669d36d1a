import { z } from 'zod';

/** What can go wrong with a printer; each is one row of the fault table. Byte counts leave status questions out. */
export const faultSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('ok') }),
  z.object({ mode: z.literal('paperOut'), afterBytes: z.int().min(0).default(0) }),
  z.object({ mode: z.literal('coverOpen'), afterBytes: z.int().min(0).default(0) }),
  z.object({ mode: z.literal('cutterJam') }),
  z.object({ mode: z.literal('paperLow') }),
  /** Nothing listens: switched off, or a wrong address. */
  z.object({ mode: z.literal('refuse') }),
  /** Accepts the connection and never says a word, as a printer that another till holds. */
  z.object({ mode: z.literal('silent') }),
  /** The connection is torn down after so many bytes. */
  z.object({ mode: z.literal('resetMidJob'), afterBytes: z.int().min(0).default(64) }),
  /** After so many bytes it is dead: nothing more printed, nothing answered, no goodbye. */
  z.object({ mode: z.literal('powerLost'), afterBytes: z.int().min(0).default(64) }),
  /** Prints everything and never confirms. */
  z.object({ mode: z.literal('mute') }),
  /** Confirms jobs that nobody sent before the right one. */
  z.object({ mode: z.literal('wrongId') }),
  z.object({ mode: z.literal('slow'), msPerLine: z.int().min(0).default(150) }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

/** The answers to DLE EOT 1 to 4 and what GS r says, by Epson's reference. */
export function statusByte(n: number, mode: Fault['mode']): number {
  const offline = mode === 'paperOut' || mode === 'coverOpen' || mode === 'cutterJam';
  const bits: Readonly<Record<number, number>> = {
    1: offline ? 0x08 : 0,
    2:
      (mode === 'coverOpen' ? 0x04 : 0) |
      (mode === 'paperOut' ? 0x20 : 0) |
      (mode === 'cutterJam' ? 0x40 : 0),
    3: mode === 'cutterJam' ? 0x08 : 0,
    4: (mode === 'paperOut' ? 0x6c : 0) | (mode === 'paperLow' ? 0x0c : 0),
  };
  return 0x12 | (bits[n] ?? 0);
}

export function canPrint(mode: Fault['mode']): boolean {
  return mode !== 'paperOut' && mode !== 'coverOpen' && mode !== 'cutterJam';
}
