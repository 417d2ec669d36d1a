/**
 * What a printer says back. All replies share one stream, each byte carries fixed bits that tell its kind, and a reply
 * may be split at any byte.
 */
export type Reply =
  /** Answer to DLE EOT n; the printer does not say which n, so answers come in the order of the questions. */
  | { readonly type: 'status'; readonly byte: number }
  /** Automatic status back: four bytes, sent by the printer on its own when something changes. */
  | { readonly type: 'change'; readonly bytes: readonly number[] }
  /** Answer to GS r. */
  | { readonly type: 'sensor'; readonly byte: number }
  /** Answer to GS ( H: everything before the request with this id has been printed. */
  | { readonly type: 'processId'; readonly id: string }
  | { readonly type: 'flow'; readonly on: boolean }
  | { readonly type: 'unknown'; readonly bytes: readonly number[] };

export type ReplyParser = (bytes: Uint8Array) => Reply[];

const maxBlock = 80;

/** Makes a parser that takes the printer's bytes as they arrive and gives back the replies they complete. */
export function createReplyParser(): ReplyParser {
  let partial: number[] = [];

  function take(byte: number): Reply[] {
    const first = partial[0];
    if (first === undefined) {
      const whole = wholeReply(byte);
      if (whole) return [whole];
      partial = [byte];
      return [];
    }
    if (first === 0x37) {
      partial.push(byte);
      if (byte !== 0 && partial.length < maxBlock) return [];
      const block = partial;
      partial = [];
      return [blockReply(block)];
    }
    // Bytes 2 to 4 of an automatic status are 0xx0xxxx; anything else means that it was cut short.
    if ((byte & 0x90) !== 0) {
      const lost = partial;
      partial = [];
      return [{ type: 'unknown', bytes: lost }, ...take(byte)];
    }
    partial.push(byte);
    if (partial.length < 4) return [];
    const change = partial;
    partial = [];
    return [{ type: 'change', bytes: change }];
  }

  return (bytes) => [...bytes].flatMap(take);
}

/** The reply that one byte makes on its own; nothing when it begins a longer one. */
function wholeReply(byte: number): Reply | null {
  if (byte === 0x11 || byte === 0x13) return { type: 'flow', on: byte === 0x11 };
  if (byte === 0x37) return null;
  if ((byte & 0x93) === 0x12) return { type: 'status', byte };
  if ((byte & 0x93) === 0x10) return null;
  if ((byte & 0x90) === 0x00) return { type: 'sensor', byte };
  return { type: 'unknown', bytes: [byte] };
}

/** `37 22 d1 d2 d3 d4 00`. */
function blockReply(block: readonly number[]): Reply {
  const isProcessId = block.length === 7 && block[1] === 0x22 && block[6] === 0;
  return isProcessId
    ? { type: 'processId', id: String.fromCharCode(...block.slice(2, 6)) }
    : { type: 'unknown', bytes: block };
}
