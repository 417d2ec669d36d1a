import type { PrinterStatus } from '../escpos/status.ts';

/** Bytes to a printer and back. Every way to reach one is this small interface [P12]. */
export type Connection = {
  /** Settles once the bytes are out of our hands; rejects with a TransportFault. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** The printer's replies as they arrive; one listener. */
  readonly listen: (listener: (bytes: Uint8Array) => void) => void;
  /** Settles when the connection ends, whoever ended it. */
  readonly closed: Promise<void>;
  /** Ends it in good order, so that bytes on their way still arrive; waits so long for the other side to do the same. */
  readonly close: (graceMs: number) => Promise<void>;
  /** There where a job is handed over whole, and the printer itself is not heard. */
  readonly whole?: WholeJob;
};

export type WholeJob = {
  /** How the printer is; null: nobody can know. */
  readonly status: (timeoutMs: number) => Promise<PrinterStatus | null>;
  /** Hands over what was written. `response`: the printer has said that it printed. Rejects with a TransportFault. */
  readonly deliver: () => Promise<'response' | 'none'>;
};

/** Opens the printer at an address; rejects with a TransportFault. */
export type OpenConnection = (address: string, timeoutMs: number) => Promise<Connection>;

export type FaultCode = 'badAddress' | 'refused' | 'timeout' | 'unreachable' | 'lost';

/** The way to the printer failed. `message` is written for the people at the till. */
export class TransportFault extends Error {
  override name = 'TransportFault';
  readonly code: FaultCode;
  constructor(code: FaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
