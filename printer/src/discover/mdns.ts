import makeMdns, { type Options } from 'multicast-dns';

/** A service that a printer announces by itself. */
export type Announced = { readonly host: string; readonly port: number; readonly name: string };

/** Raw printing first: a printer that announces it needs no driver of ours. */
const services = ['_pdl-datastream._tcp.local', '_printer._tcp.local', '_ipp._tcp.local'];

/** Asks the network who prints, once, and listens for so long. Disturbs nobody: printers answer this all day. */
export async function askMdns(listenMs: number, options: Options = {}): Promise<readonly Announced[]> {
  const mdns = makeMdns(options);
  const heard = new Map<string, { host?: string; port?: number; model?: string }>();
  const addresses = new Map<string, string>();
  const entry = (name: string) => {
    const known = heard.get(name) ?? {};
    heard.set(name, known);
    return known;
  };
  mdns.on('response', ({ answers, additionals }) => {
    for (const record of [...(answers ?? []), ...(additionals ?? [])]) {
      if (record.type === 'PTR' && services.includes(record.name)) entry(record.data);
      if (record.type === 'SRV')
        Object.assign(entry(record.name), { host: record.data.target, port: record.data.port });
      if (record.type === 'A') addresses.set(record.name, record.data);
      if (record.type === 'TXT') Object.assign(entry(record.name), { model: modelIn(record.data) });
    }
  });
  mdns.on('error', () => undefined); // no multicast here: nobody is found this way, the others still are
  mdns.on('warning', () => undefined);
  mdns.query(services.map((name) => ({ name, type: 'PTR' as const })));
  await new Promise((resolve) => setTimeout(resolve, listenMs));
  await new Promise<void>((resolve) => mdns.destroy(resolve));
  return [...heard].flatMap(([name, { host, port, model }]): Announced[] => {
    const address = host === undefined ? undefined : addresses.get(host);
    if (address === undefined || port === undefined) return [];
    const raw = name.endsWith(services[0] ?? '');
    return [{ host: address, port: raw ? port : 9100, name: model ?? name.slice(0, name.indexOf('._')) }];
  });
}

/** `ty=EPSON TM-T20III`, in the text records of a printer's service. */
function modelIn(data: string | Buffer | readonly (string | Buffer)[]): string | undefined {
  const texts = Array.isArray(data) ? data : [data];
  return texts.map(String).flatMap((text) => /^ty=(.+)$/i.exec(text)?.[1] ?? [])[0];
}
