import type { ChannelName } from '../ipc.ts';

/** What the preload script has to know. It is told, so that it need not carry the contract's schemas into each page. */
export type BridgeArgument = {
  readonly serverUrl: string;
  readonly kiosk: boolean;
  readonly channels: readonly ChannelName[];
};

const prefix = '--galley-bridge=';

export function toArgument(argument: BridgeArgument): string {
  return prefix + encodeURIComponent(JSON.stringify(argument));
}

export function fromArguments(processArguments: readonly string[]): BridgeArgument {
  const text = processArguments.find((each) => each.startsWith(prefix))?.slice(prefix.length);
  if (text === undefined) throw new Error('this window was made without its bridge argument');
  return JSON.parse(decodeURIComponent(text)) as BridgeArgument; // written by `toArgument` in the main process
}
