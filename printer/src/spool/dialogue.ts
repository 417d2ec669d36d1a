import { requestStatus } from '../escpos/commands.ts';
import { createReplyParser, type Reply } from '../escpos/replies.ts';
import { type PrinterStatus, statusOf } from '../escpos/status.ts';
import type { Connection } from '../transport/transport.ts';

/** One connection's conversation: questions about the printer's state, and the proofs it sends. */
export type Dialogue = {
  /** Asks by DLE EOT 1 to 4, or as the way there does it; null: no answer in time. */
  readonly askStatus: (timeoutMs: number) => Promise<PrinterStatus | null>;
  /** Settles with the first such reply from now on: what was said before belongs to an earlier job. */
  readonly next: (isIt: (reply: Reply) => boolean) => Promise<void>;
  /** What it last said of itself; null: nothing yet. */
  readonly heard: () => PrinterStatus | null;
  /** It greeted us as only a Star printer in its own mode does. */
  readonly speaksStar: () => boolean;
};

export function createDialogue(connection: Connection): Dialogue {
  const parse = createReplyParser();
  const expected: { readonly isIt: (reply: Reply) => boolean; readonly resolve: () => void }[] = [];
  let greeting: number[] = [];
  let heard: PrinterStatus | null = null;
  let answers: number[] = [];
  let question: {
    readonly answer: Promise<PrinterStatus>;
    readonly resolve: (status: PrinterStatus) => void;
  } | null = null;

  connection.listen((bytes) => {
    if (greeting.length < 2) greeting = [...greeting, ...bytes].slice(0, 2);
    for (const reply of parse(bytes)) {
      if (reply.type === 'status') takeStatus(reply.byte);
      for (const { isIt, resolve } of expected) if (isIt(reply)) resolve();
    }
  });

  // The answers carry no number, so a second question waits until the first has all four of its answers.
  function takeStatus(byte: number): void {
    if (!question) return;
    answers.push(byte);
    const [printer, offline, error, paper] = answers;
    if (printer === undefined || offline === undefined || error === undefined || paper === undefined) return;
    const status = statusOf({ printer, offline, error, paper });
    heard = status;
    question.resolve(status);
    question = null;
    answers = [];
  }

  async function askStatus(timeoutMs: number): Promise<PrinterStatus | null> {
    if (connection.whole) {
      heard = await connection.whole.status(timeoutMs);
      return heard;
    }
    if (!question) {
      let resolve: (status: PrinterStatus) => void = () => undefined;
      const answer = new Promise<PrinterStatus>((done) => (resolve = done));
      question = { answer, resolve };
      await connection.write(Uint8Array.from(([1, 2, 3, 4] as const).flatMap((n) => [...requestStatus(n)])));
    }
    return Promise.race([
      question?.answer ?? null,
      connection.closed.then(() => null),
      after(timeoutMs, null),
    ]);
  }

  return {
    askStatus,
    next: (isIt) => new Promise((resolve) => expected.push({ isIt, resolve })),
    heard: () => heard,
    speaksStar: () => greeting[0] === 0x23 && greeting[1] === 0x86,
  };
}

/** A value after some time. */
export function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), ms).unref());
}
