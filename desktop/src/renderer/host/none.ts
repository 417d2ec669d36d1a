import { HostAway, type PrintHost } from './print-host.ts';

const nobody = () =>
  Promise.reject(
    new HostAway('Nothing prints for this till yet. Start the print agent and pair it with this till.'),
  );

/** A machine that offers no way to print. Jobs wait until there is one, or expire. */
export const noHost: PrintHost = {
  submit: nobody,
  reports: nobody,
  resolve: nobody,
  cancel: nobody,
  divert: nobody,
  ask: nobody,
  pause: nobody,
  find: nobody,
  setUp: nobody,
};
