import { parseArgs } from 'node:util';
import { startPaperServer } from './paper-server.ts';
import { startVirtualPrinter } from './virtual-printer.ts';

const usage = `A printer made of software.

  --port 9101        where tills print to (TCP, ESC/POS)
  --http 9201        where people look at the paper
  --name kitchen     what the paper's page is called
  --columns 48       48 for 80 mm paper, 32 for 58 mm
  --folder <folder>  keeps the papers there, so that a restart finds them
  --host 127.0.0.1   the network to listen on
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9101' },
    http: { type: 'string', default: '9201' },
    name: { type: 'string', default: 'kitchen' },
    columns: { type: 'string', default: '48' },
    folder: { type: 'string' },
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
  const stop = (): void => {
    void Promise.all([paper.close(), printer.close()]).then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
