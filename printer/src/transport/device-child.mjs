// A process of its own for one device file, because a device that stalls may hold whoever touches it: this one can be
// killed, the till cannot. Bytes come on stdin and leave on stdout; `written` counts what the device has taken.
// Plain JavaScript without imports of ours: it runs as it is, also beside a bundled program.
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

const [path = ''] = process.argv.slice(2);
const again = new Set(['EAGAIN', 'EBUSY', 'EINTR']);
const lookMs = 10;

/** @type {Buffer[]} */
const waiting = [];
const answer = Buffer.alloc(1024);
let ended = false;
let written = 0;

let device = -1;
try {
  // Without O_NONBLOCK a printer that is switched off would hold the open itself.
  device = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  tell({ type: 'open' });
} catch (cause) {
  tell({ type: 'fault', code: codeOf(cause) });
  process.exit(0);
}
process.stdin.on('data', (/** @type {Buffer} */ bytes) => {
  waiting.push(bytes);
  pump();
});
process.stdin.on('end', () => {
  ended = true;
  pump();
});
process.on('disconnect', () => process.exit(0));
setInterval(() => {
  listen();
  pump();
}, lookMs);

function pump() {
  try {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const taken = writeSync(device, first);
      written += taken;
      tell({ type: 'written', written });
      if (taken === first.length) waiting.shift();
      else waiting[0] = first.subarray(taken);
    }
  } catch (cause) {
    if (!again.has(codeOf(cause))) return stop(cause);
  }
  if (!ended || waiting.length > 0) return;
  closeSync(device);
  process.exit(0);
}

function listen() {
  try {
    const count = readSync(device, answer, 0, answer.length, null);
    if (count > 0) process.stdout.write(Buffer.from(answer.subarray(0, count)));
  } catch (cause) {
    // A device that only takes bytes cannot be read, which is no reason to stop.
    if (!again.has(codeOf(cause)) && codeOf(cause) !== 'EINVAL') stop(cause);
  }
}

/** @param {unknown} cause */
function stop(cause) {
  tell({ type: 'fault', code: codeOf(cause) });
  process.exit(0);
}

/** @param {object} news */
function tell(news) {
  process.send?.(news);
}

/** @param {unknown} cause @returns {string} */
function codeOf(cause) {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}
