import type { Clock } from '@galley/shared/values/time.ts';
import { requestProcessId, requestSensor } from '../escpos/commands.ts';
import type { EncodedDocument } from '../escpos/encode.ts';
import type { Profile } from '../escpos/profiles.ts';
import type { PrinterStatus } from '../escpos/status.ts';
import { type Connection, type OpenConnection, TransportFault } from '../transport/transport.ts';
import { after, createDialogue, type Dialogue } from './dialogue.ts';
import { JournalFault } from './journal.ts';
import { printingMs, type Timing } from './timing.ts';

/** How one try ended. After `begin` only *printed* or *unknown* are left [P4]. */
export type Outcome =
  | { readonly state: 'blocked' | 'failed'; readonly cause: string }
  | { readonly state: 'withdrawn' }
  | { readonly state: 'printed'; readonly proof: Profile['proof'] | 'response'; readonly paperLow?: boolean }
  | { readonly state: 'unknown'; readonly cause: string };

export type Attempt = {
  readonly address: string;
  readonly profile: Profile;
  readonly encoded: EncodedDocument;
  /** Four characters that no other job of this printer used lately. */
  readonly processId: string;
  readonly open: OpenConnection;
  readonly clock: Clock;
  readonly timing: Timing;
  /** Settles when the program ends and will not wait any longer. */
  readonly stopped: Promise<void>;
  /** Called before the first byte: writes `sending` down; false when the job has been withdrawn meanwhile. */
  readonly begin: () => Promise<boolean>;
  /** Called when all bytes are out, and whenever the printer's trouble changes while it prints. */
  readonly awaiting: (cause: string) => Promise<void>;
};

const star =
  'This printer is set to the language of Star printers. Set it to ESC/POS with its switches or its setup tool.';
const silent =
  'The printer does not answer. Is another till printing on it? Else switch it off and on again.';
const inDoubt = 'Look whether the paper came out.';

/**
 * One job, one connection [P3]. Phases: open, ask for the status, begin, send, await the proof, close.
 */
export async function attemptJob(attempt: Attempt): Promise<Outcome> {
  const opened = await openOrFail(attempt);
  if ('state' in opened) return opened;
  const connection = opened;
  let graceMs = attempt.timing.closeMs;
  try {
    const dialogue = createDialogue(connection);
    const refused = await preflight(attempt, connection, dialogue);
    if (refused) return refused;
    const begun = await beginOrFail(attempt);
    if (begun) return begun;
    const outcome = await sendAndAwait(attempt, connection, dialogue);
    if (outcome.state === 'printed' && dialogue.heard()?.paperLow) return { ...outcome, paperLow: true };
    // Without a proof the last bytes may still be on their way.
    if (outcome.state === 'printed' && outcome.proof === 'none') graceMs = attempt.timing.stallMs;
    return outcome;
  } finally {
    await connection.close(graceMs);
  }
}

/** How a printer is, as it says itself. */
export type Condition = {
  /** What keeps it from printing, in words for a person; null: nothing. */
  readonly blocked: string | null;
  readonly paperLow: boolean;
  /** False where nobody answers: it is connected, and that is all there is to know. */
  readonly known: boolean;
};

/** Asks a printer how it is and sends it nothing to print. */
export async function askPrinter(
  asked: Pick<Attempt, 'address' | 'profile' | 'open' | 'timing'>,
): Promise<Condition> {
  const opened = await openOrFail(asked);
  if ('state' in opened) return { blocked: opened.cause, paperLow: false, known: true };
  try {
    const dialogue = createDialogue(opened);
    const refused = await preflight(asked, opened, dialogue);
    const blocked = refused?.cause ?? null;
    return {
      blocked,
      paperLow: dialogue.heard()?.paperLow ?? false,
      known: refused !== null || dialogue.heard() !== null,
    };
  } finally {
    await opened.close(asked.timing.closeMs);
  }
}

type Refused = Extract<Outcome, { readonly state: 'blocked' | 'failed' }>;

async function openOrFail(
  attempt: Pick<Attempt, 'address' | 'open' | 'timing'>,
): Promise<Connection | Refused> {
  try {
    return await attempt.open(attempt.address, attempt.timing.connectMs);
  } catch (fault) {
    if (!(fault instanceof TransportFault)) throw fault;
    return { state: 'failed', cause: fault.message };
  }
}

/** Nothing is sent to a printer that says it cannot print, or says nothing [P6]. */
async function preflight(
  { profile, timing }: Pick<Attempt, 'profile' | 'timing'>,
  connection: Connection,
  dialogue: Dialogue,
): Promise<Refused | null> {
  const { whole } = connection;
  if (!profile.status && !whole) return null;
  try {
    const status = await dialogue.askStatus(timing.statusMs);
    if (!status && whole) return null;
    if (!status) return { state: 'failed', cause: dialogue.speaksStar() ? star : silent };
    return status.blocked ? { state: 'blocked', cause: status.blocked } : null;
  } catch (fault) {
    if (!(fault instanceof TransportFault)) throw fault;
    return { state: 'failed', cause: fault.message };
  }
}

async function beginOrFail(attempt: Attempt): Promise<Outcome | null> {
  try {
    return (await attempt.begin()) ? null : { state: 'withdrawn' };
  } catch (fault) {
    if (!(fault instanceof JournalFault)) throw fault;
    return { state: 'failed', cause: fault.message };
  }
}

async function sendAndAwait(attempt: Attempt, connection: Connection, dialogue: Dialogue): Promise<Outcome> {
  const { profile, encoded, processId } = attempt;
  const stuck = {
    state: 'unknown',
    cause: `The printer stopped in the middle of the ticket. ${inDoubt}`,
  } as const;
  try {
    if (!(await sendAll(encoded.bytes, connection, attempt))) return stuck;
    if (connection.whole) return { state: 'printed', proof: await connection.whole.deliver() };
    if (profile.proof === 'none') return { state: 'printed', proof: 'none' };
    const proof = dialogue.next((reply) =>
      profile.proof === 'processId'
        ? reply.type === 'processId' && reply.id === processId
        : reply.type === 'sensor',
    );
    const request = Uint8Array.from(proofRequest(profile, processId));
    if (!(await sendAll(request, connection, attempt))) return stuck;
    await attempt.awaiting('');
    return await awaitProof(attempt, connection, dialogue, proof);
  } catch (fault) {
    if (!(fault instanceof TransportFault)) throw fault;
    return { state: 'unknown', cause: `${fault.message} ${inDoubt}` };
  }
}

function proofRequest(profile: Profile, processId: string): readonly number[] {
  return { processId: requestProcessId(processId), sensor: requestSensor, none: [] }[profile.proof];
}

/** What a person has to do about a ticket that is half out; a hot head needs nobody. */
function halfPrinted({ code, blocked }: PrinterStatus): string {
  return blocked === null || code === 'recovering' ? '' : `${blocked} The ticket is half printed.`;
}

/** In small pieces, so that a printer that has stopped taking them is noticed. */
async function sendAll(
  bytes: Uint8Array,
  connection: Connection,
  { timing, stopped }: Attempt,
): Promise<boolean> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const sent = connection.write(bytes.subarray(start, start + pieceBytes)).then(() => true);
    if (!(await Promise.race([sent, after(timing.stallMs, false), stopped.then(() => false)]))) {
      sent.catch(() => undefined); // the verdict is `unknown` already, whatever becomes of these bytes
      return false;
    }
  }
  return true;
}
const pieceBytes = 4_096;

/** Waits as long as the printer makes progress or says what a person has to do, and asks it now and then. */
async function awaitProof(
  attempt: Attempt,
  connection: Connection,
  dialogue: Dialogue,
  proof: Promise<void>,
): Promise<Outcome> {
  const { profile, clock, timing, encoded } = attempt;
  const patience = timing.proofMs + printingMs(encoded.bytes.length, encoded.heightDots, timing);
  const proved = proof.then(() => 'proved' as const);
  const lost = connection.closed.then(() => 'lost' as const);
  const stop = attempt.stopped.then(() => 'stop' as const);
  const started = clock();
  let progressAt = started;
  let cause = '';
  for (;;) {
    const event = await Promise.race([proved, lost, stop, after(timing.pollMs, 'look' as const)]);
    if (event === 'proved') return { state: 'printed', proof: profile.proof };
    if (event === 'stop') return { state: 'unknown', cause: `Printing was interrupted. ${inDoubt}` };
    if (event === 'lost') {
      // The proof may have come in the same breath as the end.
      const last = await Promise.race([proved, after(0, null)]);
      return last
        ? { state: 'printed', proof: profile.proof }
        : { state: 'unknown', cause: `The connection to the printer broke. ${inDoubt}` };
    }
    const status = profile.status ? await Promise.race([dialogue.askStatus(timing.pollMs), proved]) : null;
    if (status === 'proved') continue;
    if (status?.blocked) progressAt = clock();
    const now = status ? halfPrinted(status) : cause;
    if (now !== cause) await attempt.awaiting((cause = now));
    if (clock() - progressAt > patience || clock() - started > timing.pausedMs) {
      return { state: 'unknown', cause: `The printer did not confirm the ticket. ${inDoubt}` };
    }
  }
}
