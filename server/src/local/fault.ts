/** A service that this machine should run cannot run. The message says what, where and what to do about it. */
export class LocalServiceFault extends Error {
  override readonly name = 'LocalServiceFault';
}
