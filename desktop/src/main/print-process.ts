import { answerPrints, type ParentPort } from './answer-prints.ts';
import { createPrinting } from './printing.ts';

/**
 * The process that prints: sockets, printers' answers and the journal of the lanes, away from the windows. It is started by
 * the main process with the folder of its journal, and started again should it crash: what was half printed is then known
 * as in doubt [P4].
 */
const [folder] = process.argv.slice(2);
const { parentPort } = process as unknown as { readonly parentPort: ParentPort | undefined }; // Electron's addition to Node
if (folder === undefined || !parentPort) throw new Error('the main process starts this one, with a folder');
// Electron only warns of these; a process in an unknown state must not go on printing.
process.on('unhandledRejection', (fault) => {
  console.error(fault);
  process.exit(1);
});
answerPrints(parentPort, createPrinting({ folder }), () => process.exit(0));
