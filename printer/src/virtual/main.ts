import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { faultFromWords, faultModes } from './fault.ts';
import { startPaperServer } from './paper-server.ts';
import { startVirtualPrinter } from './virtual-printer.ts';

const usage = `A printer made of software.

  --port 9100        where tills print to (TCP, ESC/POS)
  --http 9200        where people look at the paper
  --name kitchen     what the paper's page is called
  --columns 48       48 for 80 mm paper, 32 for 58 mm
  --folder <folder>  keeps the papers there, so that a restart finds them
  --host 127.0.0.1   the network to listen on
  --fault paperOut   begins with a fault; others later: on the page, by POST /fault, or typed here

Faults: ${faultModes.join(', ')}.
Some take a number, after so many bytes or milliseconds a line: paperOut 40, powerLost 100, slow 200.
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9100' },
    http: { type: 'string', default: '9200' },
    name: { type: 'string', default: 'kitchen' },
    columns: { type: 'string', default: '48' },
    folder: { type: 'string' },
    fault: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(usage);
} else {
  const printer = await startVirtualPrinter({
    port: Number(values.port),
    host: values.host,
    columns: values.columns === '32' ? 32 : 48,
    ...(values.folder === undefined ? {} : { folder: values.folder }),
  });
  const paper = await startPaperServer(printer, values.name, Number(values.http), values.host);
  process.stdout.write(
    `Printer "${values.name}": ${printer.address}, paper at http://${values.host}:${paper.port}/\n`,
  );
  const play = async (words: string): Promise<void> => {
    const fault = faultFromWords(words);
    if (fault) await printer.setFault(fault);
    process.stdout.write(
      fault ? `${JSON.stringify(printer.fault())}\n` : `Faults: ${faultModes.join(', ')}.\n`,
    );
  };
  if (values.fault !== undefined) await play(values.fault);
  printer.roll.subscribe((each) => process.stdout.write(`\n${each.text}${each.whole ? '' : '(torn off)\n'}`));
  if (process.stdin.isTTY) createInterface({ input: process.stdin }).on('line', (words) => void play(words));
  const stop = (): void => {
    void Promise.all([paper.close(), printer.close()]).then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
