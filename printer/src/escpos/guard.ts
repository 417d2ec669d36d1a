/**
 * Printers obey the real-time commands DLE EOT, DLE ENQ and DLE DC4 even in the middle of a picture: by chance, dots
 * could open the drawer or clear the buffer. Thickening one dot breaks each pattern [P10].
 */
export function breakRealTimePatterns(picture: Uint8Array): Uint8Array {
  const guarded = Uint8Array.from(picture);
  for (let at = 0; at + 1 < guarded.length; at += 1) {
    const isCommand = guarded[at] === DLE && realTime.has(guarded[at + 1] ?? 0);
    if (isCommand) guarded[at] = 0x18;
  }
  return guarded;
}

const DLE = 0x10;
/** EOT, ENQ, DC4: what follows DLE. */
const realTime: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);
