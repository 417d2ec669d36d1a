import { type ComponentType, lazy, Suspense, useState } from 'react';

/**
 * A screen that is not among the first: its code is fetched when the page has nothing else to do, so that the first one is
 * there sooner and nobody waits for the others either. Once here it is drawn at once, like any other.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let here: ComponentType<P> | null = null;
  const fetched = async () => (here = await load());
  const Waiting = lazy(async () => ({ default: await fetched() }));
  // A fault is told where it matters: when somebody opens the screen, which tries once more.
  whenIdle(() => void fetched().catch(() => undefined));

  return function Later(props: P) {
    // What was drawn first stays: another component in its place would begin from nothing.
    const [Screen] = useState<ComponentType<P>>(() => here ?? Waiting);
    return (
      <Suspense fallback={null}>
        <Screen {...props} />
      </Suspense>
    );
  };
}

/** Safari knows no idle time. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work);
  else setTimeout(work, 1000);
}
