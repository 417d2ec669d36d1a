import type { Bridge } from '../ipc.ts';
import { fromArguments } from './bridge-argument.ts';

/** The face that a page gets: a function for each channel, and no way to name a channel that is not in the contract. */
export function createBridge(
  invoke: (channel: string, request: unknown) => Promise<unknown>,
  processArguments: readonly string[],
): Bridge {
  const { channels, serverUrl, kiosk } = fromArguments(processArguments);
  const asks = channels.map((name) => [name, (request: unknown) => invoke(name, request)]);
  const bridge: unknown = { ...Object.fromEntries(asks), serverUrl, kiosk };
  return bridge as Bridge; // the names are the contract's, and the main process answers in its shapes
}
