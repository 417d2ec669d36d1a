import { ok, type Refusal, refuse, type Result } from '@galley/shared/values/result.ts';
import type { PrinterSetUp, SetUpPrinter } from '@galley/shared/wire/print-setup.ts';
import { openConnection } from '../transport/open.ts';
import { TransportFault } from '../transport/transport.ts';
import { askIdentity } from './identity.ts';
import { chooseProfile, rulerPage } from './ruler-page.ts';

const connectMs = 2_500;
const answerMs = 400;
const closeMs = 2_000;

/**
 * Finds out what a printer is: asks it, prints one ruler page unless a person has read it already, and then knows the
 * profile. Nothing it sends is stored by the printer or clears anything.
 */
export async function setUpPrinter({
  address,
  seen,
}: SetUpPrinter): Promise<Result<PrinterSetUp, Refusal<'unreachable'>>> {
  try {
    const connection = await openConnection(address, connectMs);
    try {
      // A printer that can only be written to has nothing to say of itself.
      const identity = connection.whole
        ? { status: false, maker: null, model: null }
        : await askIdentity(connection, answerMs);
      if (seen) return ok({ ...identity, profile: chooseProfile(identity, seen).id });
      await connection.write(rulerPage());
      await connection.whole?.deliver();
      return ok({ ...identity, profile: null });
    } finally {
      await connection.close(closeMs);
    }
  } catch (fault) {
    if (!(fault instanceof TransportFault)) throw fault;
    return refuse('unreachable', fault.message);
  }
}
