import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { discover, neighbours } from '../discover/discover.ts';
import { openSpooler } from '../spool/spooler.ts';
import { startAgent } from './agent.ts';
import { openPairing } from './pairing.ts';
import { serviceFor } from './service.ts';

const usage = `Prints for the till in the browser of this machine.

  --port 9300                       where it listens, on 127.0.0.1 only
  --folder ./print-agent            where it keeps its journal and its tokens; one agent a folder
  --origin http://localhost:5173    whose pages may print; give it again for more
  --discover                        looks for printers that announce themselves on this network, and ends
  --probe                           with --discover: knocks at port 9100 of every neighbour too; only on your own network
  --service                         prints how it starts by itself with this machine, with the options given, and ends
  --pair-code 123456                a code that pairs one till; give it again for more; without it one is made up
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9300' },
    folder: { type: 'string', default: './print-agent' },
    origin: { type: 'string', multiple: true, default: [] },
    'pair-code': { type: 'string', multiple: true, default: [] },
    discover: { type: 'boolean', default: false },
    probe: { type: 'boolean', default: false },
    service: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(usage);
} else if (values.discover) {
  await tellPrinters(values.probe);
} else if (values.service) {
  process.stdout.write(howToInstall());
} else {
  const pairing = await openPairing({
    folder: values.folder,
    codes: values['pair-code'],
    announce: (code) => process.stdout.write(`Pair a till with the code ${code}\n`),
  });
  const spooler = await openSpooler({ folder: values.folder });
  const agent = await startAgent({ spooler, pairing, origins: values.origin, port: Number(values.port) });
  process.stdout.write(`Print agent at ${agent.url}\n`);
  const stop = (): void => {
    // A job at work gets the time to end; what has not ended by then is `unknown` after the next start.
    setTimeout(() => process.exit(0), 5_000).unref();
    void agent
      .close()
      .then(() => spooler.close())
      .then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** For the machine that it is typed on; a service has no folder of its own to start from, so paths are whole. */
function howToInstall(): string {
  const platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
  const { path, text, steps } = serviceFor({
    platform,
    home: homedir(),
    command: [
      process.execPath,
      fileURLToPath(new URL('../../bin/galley-print-agent.mjs', import.meta.url)),
      '--port',
      values.port,
      '--folder',
      resolve(values.folder),
      ...values.origin.flatMap((origin) => ['--origin', origin]),
    ],
  });
  const list = steps.map((step) => `  ${step}`).join('\n');
  return `Write this to ${path}:\n\n${text}\nThen:\n${list}\n`;
}

async function tellPrinters(probe: boolean): Promise<void> {
  const found = await discover({ probe: probe ? neighbours() : [] });
  for (const { address, name } of found) process.stdout.write(`${address}  ${name ?? '(says no name)'}\n`);
  if (found.length > 0) return;
  const hint = probe ? '' : ' --probe knocks at every neighbour; use it on your own network only.';
  process.stdout.write(`No printer has announced itself.${hint}\n`);
}
