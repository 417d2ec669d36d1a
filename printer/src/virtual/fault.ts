import { z } from 'zod';

/** Bytes of a job that come to the paper before it strikes. */
const afterPrinted = { afterBytes: z.int().min(0).default(0) };
/** Bytes of a job that arrive before it strikes; status questions do not count. */
const afterReceived = { afterBytes: z.int().min(0).default(64) };

/** What can go wrong with a printer; each is one row of the fault table (docs/printing-faults.md). */
export const faultSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('ok') }),
  z.object({ mode: z.literal('paperOut'), ...afterPrinted }),
  z.object({ mode: z.literal('coverOpen'), ...afterPrinted }),
  z.object({ mode: z.literal('cutterJam'), ...afterPrinted }),
  /** Waits until the print head has cooled down, and goes on by itself. */
  z.object({ mode: z.literal('headHot'), ...afterPrinted }),
  z.object({ mode: z.literal('paperLow') }),
  /** Nothing listens: switched off, or a wrong address. */
  z.object({ mode: z.literal('refuse') }),
  /** Accepts the connection and never says a word, as a printer that another till holds. */
  z.object({ mode: z.literal('silent') }),
  /** The connection is torn down. */
  z.object({ mode: z.literal('resetMidJob'), ...afterReceived }),
  /** The line goes dead: nothing more is taken or answered, nobody says goodbye, and what has come is printed. */
  z.object({ mode: z.literal('powerLost'), ...afterReceived }),
  /** Takes everything and loses its current while it prints. */
  z.object({ mode: z.literal('powerCut'), ...afterPrinted }),
  /** Prints everything and never confirms. */
  z.object({ mode: z.literal('mute') }),
  /** Confirms a job that nobody sent; `instead`: and never the right one. */
  z.object({ mode: z.literal('wrongId'), instead: z.boolean().default(false) }),
  z.object({ mode: z.literal('slow'), msPerLine: z.int().min(0).default(150) }),
  /** Knows no process ids and prints the request for one as if it were text, as some copies of Epson's do. */
  z.object({ mode: z.literal('noProcessId') }),
  /** A Star printer in its own mode: ESC/POS comes out as garbage, and no question is answered. */
  z.object({ mode: z.literal('otherLanguage') }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type FaultMode = Fault['mode'];

/** The answers to DLE EOT 1 to 4, by Epson's reference. */
export function statusByte(n: number, mode: FaultMode): number {
  const offline = !canPrint(mode);
  const bits: Readonly<Record<number, number>> = {
    1: offline ? 0x08 : 0,
    2:
      (mode === 'coverOpen' ? 0x04 : 0) |
      (mode === 'paperOut' ? 0x20 : 0) |
      (mode === 'cutterJam' || mode === 'headHot' ? 0x40 : 0),
    3: (mode === 'cutterJam' ? 0x08 : 0) | (mode === 'headHot' ? 0x40 : 0),
    4: (mode === 'paperOut' ? 0x6c : 0) | (mode === 'paperLow' ? 0x0c : 0),
  };
  return 0x12 | (bits[n] ?? 0);
}

/** Automatic status back, by Epson's reference: four bytes, the first with the bits that tell it from other answers. */
export function statusBack(mode: FaultMode): readonly number[] {
  const cover = mode === 'coverOpen' ? 0x20 : 0;
  const first = 0x10 | cover | (canPrint(mode) ? 0 : 0x08);
  const error = (mode === 'cutterJam' ? 0x08 : 0) | (mode === 'headHot' ? 0x40 : 0);
  const paper = (mode === 'paperOut' ? 0x0f : 0) | (mode === 'paperLow' ? 0x03 : 0);
  return [first, error, paper, 0];
}

/** False while it stands still with a job in it, until somebody mends it. */
export function canPrint(mode: FaultMode): boolean {
  return mode !== 'paperOut' && mode !== 'coverOpen' && mode !== 'cutterJam' && mode !== 'headHot';
}

/** What a Star printer says to whoever connects: the head of its automatic status, all well. */
export const starStatus = [0x23, 0x86, 0, 0, 0, 0, 0, 0, 0] as const;

export const faultModes: readonly FaultMode[] = faultSchema.options.map((option) => option.shape.mode.value);

/** `paperOut`, `paperOut 40`, `slow 200`; null when it means nothing. */
export function faultFromWords(words: string): Fault | null {
  const [mode, number] = words.trim().split(/\s+/);
  const count = number === undefined ? {} : { afterBytes: Number(number), msPerLine: Number(number) };
  return faultSchema.safeParse({ mode, ...count }).data ?? null;
}
