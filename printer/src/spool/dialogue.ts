import { requestStatus } from '../escpos/commands.ts';
import { createReplyParser, type Reply } from '../escpos/replies.ts';
import { type PrinterStatus, statusOf } from '../escpos/status.ts';
import type { Connection } from '../transport/transport.ts';

/** One connection's conversation: questions about the printer's state, and the proofs it sends. */
export type Dialogue = {
  /** Asks by DLE EOT 1 to 4; null: no answer in time. */
  readonly askStatus: (timeoutMs: number) => Promise<PrinterStatus | null>;
  /** Settles when the printer has said that this process id, or its sensor request, has been reached. */
  readonly proof: (isProof: (reply: Reply) => boolean) => Promise<void>;
};

export function createDialogue(connection: Connection): Dialogue {
  const parse = createReplyParser();
  const replies: Reply[] = [];
  const proofs: { readonly isProof: (reply: Reply) => boolean; readonly resolve: () => void }[] = [];
  let answers: number[] = [];
  let question: {
    readonly answer: Promise<PrinterStatus>;
    readonly resolve: (status: PrinterStatus) => void;
  } | null = null;

  connection.listen((bytes) => {
    for (const reply of parse(bytes)) {
      replies.push(reply);
      if (reply.type === 'status') takeStatus(reply.byte);
      for (const { isProof, resolve } of proofs) if (isProof(reply)) resolve();
    }
  });

  // The answers carry no number, so a second question waits until the first has all four of its answers.
  function takeStatus(byte: number): void {
    if (!question) return;
    answers.push(byte);
    const [printer, offline, error, paper] = answers;
    if (printer === undefined || offline === undefined || error === undefined || paper === undefined) return;
    question.resolve(statusOf({ printer, offline, error, paper }));
    question = null;
    answers = [];
  }

  async function askStatus(timeoutMs: number): Promise<PrinterStatus | null> {
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
    proof: (isProof) =>
      replies.some(isProof) ? Promise.resolve() : new Promise((resolve) => proofs.push({ isProof, resolve })),
  };
}

/** A value after some time. */
export function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), ms).unref());
}
