import type { PrintChannel } from '../ipc.ts';

/** What crosses between the main process and the one that prints. */
export type PrintQuestion =
  | { readonly id: number; readonly channel: PrintChannel; readonly request: unknown }
  | { readonly close: true };
export type PrintAnswer = { readonly id: number; readonly answer: unknown } | { readonly closed: true };

/** As much of Electron's utility process as we use. */
export type PrintChild = {
  postMessage(question: PrintQuestion): void;
  on(event: 'message', listener: (answer: PrintAnswer) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): unknown;
};
