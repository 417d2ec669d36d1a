import { ConfigFault, readConfig } from './config.ts';
import { startServer } from './server.ts';

/** The server's process: reads its environment, starts its roles, stops them on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const server = await startServer(readConfig(process.env));
  process.send?.({ ready: server.url });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function fail(error: unknown): never {
  console.error(error instanceof ConfigFault ? error.message : error);
  process.exit(1);
}

main().catch(fail);
