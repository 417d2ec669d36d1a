import type { Connection } from '../transport/transport.ts';
import { requestIdentity, requestStatus } from '../escpos/commands.ts';

/** What a printer says of itself. Copies lie, so it only proposes; the person who reads the ruler page decides. */
export type Identity = {
  /** It answers DLE EOT. */
  readonly status: boolean;
  /** `GS I 66` and `GS I 67`; null if it does not say. */
  readonly maker: string | null;
  readonly model: string | null;
};

/**
 * Asks without printing or changing anything: status, maker and model. Never sends `DLE ENQ`, `DLE DC4` or anything
 * that clears a buffer. Each question waits `waitMs` for its answer.
 */
export async function askIdentity(connection: Connection, waitMs: number): Promise<Identity> {
  let received: number[] = [];
  connection.listen((bytes) => received.push(...bytes));
  const ask = async (question: readonly number[]): Promise<number[]> => {
    received = [];
    await connection.write(Uint8Array.from(question));
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return received;
  };
  const status = (await ask(requestStatus(1))).some((byte) => (byte & 0x93) === 0x12);
  const maker = nameIn(await ask(requestIdentity(66)));
  const model = nameIn(await ask(requestIdentity(67)));
  return { status, maker, model };
}

/** `_`, the name and NUL, as `GS I` answers; whatever comes before it (unasked status) is passed over. */
export function nameIn(bytes: readonly number[]): string | null {
  const start = bytes.indexOf(0x5f);
  const end = bytes.indexOf(0, start);
  if (start < 0 || end < 0) return null;
  const name = String.fromCharCode(...bytes.slice(start + 1, end)).trim();
  return /^[\x20-\x7e]+$/.test(name) ? name : null;
}
