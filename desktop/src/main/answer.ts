import { refuse, type Result } from '@galley/shared/values/result.ts';
import { type Answered, type Channel, type ChannelName, channels, type Heard } from '../ipc.ts';
import { pageOf } from './navigation.ts';

/** What the shell does for a page, one function a channel. */
export type Handlers = {
  readonly [N in ChannelName]: (request: Heard<N>) => Promise<Result<Answered<N>>>;
};

/** The frame that asks, read the moment the message arrives: it is gone as soon as the page is left. */
export type Sender = { readonly url: string; readonly isTop: boolean } | null;

/**
 * Answers one call of a page: who asks, is it well formed, do it. Everything comes back as a Result, because a thrown
 * error loses its class on the way and takes paths of this machine along.
 */
export async function answer<N extends ChannelName>(
  name: N,
  sender: Sender,
  payload: unknown,
  handlers: Handlers,
  report: (fault: unknown) => void,
): Promise<Result<unknown>> {
  const channel: Channel = channels[name];
  const page = sender?.isTop ? pageOf(sender.url) : null;
  if (!page || !channel.pages.includes(page)) {
    return refuse('forbidden', `${name} is not for the page that asks.`);
  }
  const request = channel.request.safeParse(payload);
  if (!request.success) {
    const [issue] = request.error.issues;
    return refuse('badRequest', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'malformed'}`);
  }
  try {
    const result = await handlers[name](request.data as Heard<N>); // this channel's own schema has just made it
    if (!result.ok) return refuse(result.code, result.message);
    return { ok: true, value: channel.response.parse(result.value) };
  } catch (fault) {
    report(fault);
    return refuse('fault', 'This device could not do that. Its log says why.');
  }
}
