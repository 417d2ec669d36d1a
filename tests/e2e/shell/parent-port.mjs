// Loaded before the process that prints: the port to the main process that Electron gives it, over a channel of Node.
process.parentPort = {
  /** @param {string} _event @param {(message: { data: unknown }) => void} listener */
  on: (_event, listener) => process.on('message', (data) => listener({ data })),
  /** @param {unknown} answer */
  postMessage: (answer) => process.send?.(answer),
};
