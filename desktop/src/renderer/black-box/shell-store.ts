import type { Result } from '@galley/shared/values/result.ts';
import type { Bridge } from '../../ipc.ts';
import type { BoxStore } from './store.ts';

/** The black box of the installed app: a folder beside the profile of Chromium. */
export function shellStore(
  bridge: Pick<Bridge, 'readBlackBox' | 'appendBlackBox' | 'replaceBlackBox'>,
): BoxStore {
  return {
    place: 'device',
    read: async (lastBytes) => unwrap(await bridge.readBlackBox({ lastBytes })),
    append: async (text) => unwrap(await bridge.appendBlackBox({ text })).bytes,
    replace: async (text) => unwrap(await bridge.replaceBlackBox({ text })).bytes,
  };
}

function unwrap<T>(answer: Result<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(answer.message);
}
