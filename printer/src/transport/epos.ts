import type { PrinterStatus } from '../escpos/status.ts';
import { type Connection, TransportFault } from './transport.ts';
import { wholeJob } from './whole-job.ts';

/**
 * Epson's ePOS-Print XML over HTTP: `epos://192.168.1.50` or `epos://host:8008/local_printer`. The printer answers a
 * job when it has printed it, which is the best proof there is. Format: Epson, ePOS-Print XML User's Manual.
 */
export async function openEpos(address: string, timeoutMs: number): Promise<Connection> {
  const { host, pathname } = new URL(address.replace(/^epos:/, 'http:'));
  const device = pathname.slice(1) || 'local_printer';
  const ask = (body: string, ms: number) => post(`http://${host}`, device, body, ms);
  // Opening is asking: a printer that is off, or is no Epson, is found out before anything is begun.
  let first: Answer | null = await ask('', timeoutMs);
  return wholeJob({
    status: async (ms) => {
      const answer = first ?? (await ask('', ms));
      first = null;
      return statusOf(answer);
    },
    deliver: async (job) => {
      const hex = Buffer.from(job).toString('hex').toUpperCase();
      const answer = await ask(`<command>${hex}</command>`, answerMs);
      if (answer.success) return 'response';
      throw new TransportFault('lost', `${statusOf(answer).blocked ?? 'The printer did not print it.'}`);
    },
  });
}

/** As long as the printer itself waits for somebody to load paper. */
const answerMs = 60_000;

type Answer = { readonly success: boolean; readonly code: string; readonly status: number };

async function post(origin: string, device: string, body: string, timeoutMs: number): Promise<Answer> {
  const query = new URLSearchParams({ devid: device, timeout: String(timeoutMs) });
  const text = await fetch(`${origin}/cgi-bin/epos/service.cgi?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    body: envelope(body),
    signal: AbortSignal.timeout(timeoutMs + 1_000),
    redirect: 'error',
  })
    .then((response) => response.text())
    .catch((cause: unknown) => {
      throw new TransportFault('unreachable', 'The printer does not answer. Is it on, and on the network?', {
        cause,
      });
    });
  const response = /<response\b[^>]*>/.exec(text)?.[0];
  if (response === undefined)
    throw new TransportFault(
      'badAddress',
      'What answers there does not speak ePOS-Print. Switch it on in the printer.',
    );
  const attribute = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(response)?.[1] ?? '';
  return {
    success: attribute('success') === 'true',
    code: attribute('code'),
    status: Number(attribute('status') || 0),
  };
}

function envelope(body: string): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
    `<epos-print xmlns="http://www.epson-pos.com/schemas/2011/03/epos-print">${body}</epos-print>` +
    '</s:Body></s:Envelope>'
  );
}

/** The bits of `status`, by Epson's manual; the cause that a person can mend comes first. */
function statusOf({ status }: Answer): PrinterStatus {
  const paperLow = (status & 0x00020000) !== 0;
  const blocked = (code: PrinterStatus['code'], words: string): PrinterStatus => ({
    code,
    blocked: words,
    paperLow,
  });
  if (status & 0x00000001) return blocked('offline', 'The printer does not answer. Is it on?');
  if (status & 0x00000020) return blocked('coverOpen', 'The cover is open. Close it.');
  if (status & 0x00080000) return blocked('paperOut', 'The paper is out. Load a new roll.');
  if (status & 0x00000800) return blocked('cutterJam', 'The cutter is jammed. Open the cover and clear it.');
  if (status & 0x00002000)
    return blocked('error', 'The printer reports a fault. Switch it off and on again.');
  if (status & 0x00004000) return blocked('recovering', 'The print head is too hot. It goes on by itself.');
  if (status & 0x00000400) return blocked('error', 'The printer reports an error. Open and close its cover.');
  if (status & 0x00000008)
    return blocked('offline', 'The printer is offline. Look at its lamps and buttons.');
  return { code: 'ready', blocked: null, paperLow };
}
