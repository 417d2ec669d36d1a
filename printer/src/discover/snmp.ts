import snmp from 'net-snmp';

/** hrDeviceDescr of the first device, which is the printer itself: `EPSON TM-T88VI`; else sysDescr. */
const names = ['1.3.6.1.2.1.25.3.2.1.3.1', '1.3.6.1.2.1.1.1.0'];

/** What the device calls itself by SNMP; null: it does not answer. */
export function askSnmp(host: string, timeoutMs: number, port = 161): Promise<string | null> {
  return new Promise((resolve) => {
    const session = snmp.createSession(host, 'public', {
      port,
      timeout: timeoutMs,
      retries: 1,
      version: snmp.Version2c,
    });
    const end = (name: string | null): void => {
      session.close();
      resolve(name);
    };
    session.on('error', () => end(null)); // port unreachable
    session.get(names, (error, found) => {
      if (error || !found) return end(null);
      const said = found.flatMap((each) => (snmp.isVarbindError(each) ? [] : String(each.value).trim()));
      end(said.find((name) => name !== '') ?? null);
    });
  });
}
