import { LocalServiceFault } from './fault.ts';

export type Watched = {
  /** In the words of a person: "database". */
  readonly name: string;
  isRunning(): boolean;
  startAgain(): Promise<void>;
};

const lookMs = 1000;
/** What a killed service leaves behind is often still going when it is first started again. */
const silentTries = 5;

/** Starts services again that die under a running Galley, and says so. Tills go on selling meanwhile. */
export function keepRunning(
  services: readonly Watched[],
  say: (line: string) => void,
): { stop(): Promise<void> } {
  let stopped = false;
  let looking = Promise.resolve();
  const tries = new Map<Watched, number>();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, lookMs);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };

  async function look(): Promise<void> {
    for (const service of services) {
      if (stopped || service.isRunning()) continue;
      try {
        await service.startAgain();
        tries.delete(service);
        say(`The ${service.name} had stopped. It runs again; nothing was lost.`);
      } catch (error) {
        if (!(error instanceof LocalServiceFault)) throw error;
        const count = (tries.get(service) ?? 0) + 1;
        tries.set(service, count);
        if (count === silentTries)
          say(`The ${service.name} has stopped and does not start: ${error.message} It is tried again.`);
      }
    }
  }
}
