import { createSocket } from 'node:dgram';
import makeMdns from 'multicast-dns';
import snmp from 'net-snmp';
import { expect, onTestFinished, test } from 'vitest';
import { discover, neighbours } from '../src/discover/discover.ts';
import { askMdns } from '../src/discover/mdns.ts';
import { askSnmp } from '../src/discover/snmp.ts';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';

const nobody = () => Promise.resolve([]);

test('knocking finds who takes raw jobs, by the name that it gives itself, and prints nothing', async () => {
  const printer = await startVirtualPrinter();
  onTestFinished(() => printer.close());
  const probe = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
  const setting = { announced: nobody, probe, port: printer.port };
  expect(await discover(setting)).toEqual([
    { address: printer.address, name: 'GALLEY VIRTUAL', by: 'escpos' },
  ]);
  expect(printer.roll.papers()).toEqual([]);
  expect(printer.unknownBytes()).toEqual([]);
});

test('without consent nobody is knocked at', async () => {
  const printer = await startVirtualPrinter();
  onTestFinished(() => printer.close());
  expect(await discover({ announced: nobody, port: printer.port })).toEqual([]);
  expect(printer.connections()).toBe(0);
});

test('a printer that does not say its name in ESC/POS is asked by SNMP', async () => {
  const port = await freeUdpPort();
  const agent = snmp.createAgent({ port, address: '127.0.0.1', disableAuthorization: true }, () => undefined);
  onTestFinished(() => void agent.close());
  agent.getAuthorizer().addCommunity('public');
  agent.registerProvider({
    name: 'sysDescr',
    type: snmp.MibProviderType.Scalar,
    oid: '1.3.6.1.2.1.1.1',
    scalarType: snmp.ObjectType.OctetString,
    maxAccess: snmp.MaxAccess['read-only'],
  });
  agent.getMib().setScalarValue('sysDescr', 'Rongta RP80 printer');
  expect(await askSnmp('127.0.0.1', 1_000, port)).toBe('Rongta RP80 printer');
  expect(await askSnmp('127.0.0.1', 100, 9)).toBeNull();
  const printer = await startVirtualPrinter();
  onTestFinished(() => printer.close());
  await printer.setFault({ mode: 'silent' });
  const setting = { announced: nobody, probe: ['127.0.0.1'], port: printer.port, snmpPort: port };
  expect(await discover(setting)).toEqual([
    { address: printer.address, name: 'Rongta RP80 printer', by: 'snmp' },
  ]);
});

test('a printer that announces itself is found by its model, and not knocked at as well', async () => {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const options = { port, interface: '127.0.0.1', bind: '0.0.0.0', loopback: true, reuseAddr: true };
  const responder = makeMdns(options);
  onTestFinished(() => new Promise<void>((resolve) => responder.destroy(resolve)));
  const service = 'EPSON TM-T20III._pdl-datastream._tcp.local';
  responder.on('query', () => {
    responder.respond({
      answers: [{ name: '_pdl-datastream._tcp.local', type: 'PTR', data: service }],
      additionals: [
        { name: service, type: 'SRV', data: { target: 'epson.local', port: 9100 } },
        { name: service, type: 'TXT', data: ['txtvers=1', 'ty=EPSON TM-T20III Receipt'] },
        { name: 'epson.local', type: 'A', data: '192.168.1.50' },
      ],
    });
  });
  const found = await discover({
    announced: () => askMdns(700, options),
    probe: ['192.168.1.50'],
    timeoutMs: 50,
  });
  expect(found).toEqual([
    { address: 'tcp://192.168.1.50:9100', name: 'EPSON TM-T20III Receipt', by: 'mdns' },
  ]);
});

test('the neighbours are the rest of the small network that this machine is on', () => {
  const own = {
    address: '192.168.7.20',
    family: 'IPv4',
    internal: false,
    netmask: '',
    mac: '',
    cidr: null,
  } as const;
  const home = { ...own, address: '127.0.0.1', internal: true } as const;
  const hosts = neighbours({ eth0: [own], lo: [home] });
  expect(hosts).toHaveLength(253);
  expect(hosts).not.toContain('192.168.7.20');
  expect(hosts.at(-1)).toBe('192.168.7.254');
});

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}
