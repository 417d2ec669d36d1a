// A thread of its own for one device file. O_NONBLOCK keeps a stalled device from holding it; should a driver hold it
// all the same, it holds this thread and no lane. Takes `{ bytes }` and `{ end }`, tells what the device has taken and said.
// Plain CommonJS without imports of ours: it runs from its text, also out of a bundle and without a second program.
const { closeSync, constants, openSync, readSync, writeSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');

const again = new Set(['EAGAIN', 'EBUSY', 'EINTR']);
const lookMs = 10;

/** @type {Uint8Array[]} */
const waiting = [];
const answer = Buffer.alloc(1024);
let ended = false;
let written = 0;
let device = -1;

try {
  // Without O_NONBLOCK a printer that is switched off would hold the open itself.
  device = openSync(workerData.path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  dropOld();
  tell({ type: 'open' });
  parentPort?.on('message', (/** @type {{ bytes: Uint8Array } | { end: true }} */ order) => {
    if ('bytes' in order) waiting.push(order.bytes);
    else ended = true;
    pump();
  });
  setInterval(() => {
    listen();
    pump();
  }, lookMs);
} catch (cause) {
  stop(cause);
}

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
  process.exit(0); // of this thread
}

/** What the printer said to whoever was here before must not be taken for its state now. */
function dropOld() {
  try {
    while (readSync(device, answer, 0, answer.length, null) > 0);
  } catch {
    // Nothing to read, or nothing to read from: both are what is wanted.
  }
}

function listen() {
  try {
    const count = readSync(device, answer, 0, answer.length, null);
    if (count > 0) tell({ type: 'said', bytes: Uint8Array.from(answer.subarray(0, count)) });
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
  parentPort?.postMessage(news);
}

/** @param {unknown} cause @returns {string} */
function codeOf(cause) {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}
