import { expect, test } from 'vitest';
import { readSettings } from '../../src/main/settings.ts';

test("without words on the command line the till opens on this machine's server", () => {
  expect(readSettings(['.'])).toEqual({
    server: 'http://localhost:8080',
    page: 'till',
    hash: '',
    kiosk: false,
  });
});

test('the command line names server, page, first address and folder; the switches of Electron pass by', () => {
  const line = [
    '.',
    '--enable-logging',
    '--server=https://pos.example:8443/till?x',
    '--page=kitchen',
    '--hash=enrol=ABCD-2345',
    '--data=/var/till',
    '--force-device-scale-factor=2',
  ];
  expect(readSettings(line)).toEqual({
    server: 'https://pos.example:8443',
    page: 'kitchen',
    kiosk: false,
    hash: 'enrol=ABCD-2345',
    data: '/var/till',
  });
});

test('everything that is wrong is said at once', () => {
  const line = ['--server=ftp://x', '--page=bar', '--hash=<script>', '--data='];
  expect(() => readSettings(line)).toThrow(
    /--server needs.*\n--page is one of.*\n--hash holds.*\n--data needs/,
  );
  expect(() => readSettings(['--server'])).toThrow('--server needs the address');
});
