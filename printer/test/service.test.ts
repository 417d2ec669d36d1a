import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serviceFor } from '../src/agent/service.ts';

const command = [
  '/usr/bin/node',
  '/opt/my shop/agent.mjs',
  '--origin',
  'https://till.example/?a=100%&b=$HOME',
];

test('a systemd unit starts the agent again whenever it ends, and no word of the command is read as something else', () => {
  const { path, text, steps } = serviceFor({ platform: 'linux', command, home: '/home/rahim' });
  expect(path).toBe('/home/rahim/.config/systemd/user/galley-print-agent.service');
  expect(text).toContain(
    'ExecStart=/usr/bin/node "/opt/my shop/agent.mjs" --origin "https://till.example/?a=100%%&b=$$HOME"\n',
  );
  expect(text).toContain('Restart=always');
  expect(steps.join('\n')).toContain('enable --now');
});

test('a launchd plist is XML whatever the command says', () => {
  const { text } = serviceFor({ platform: 'darwin', command: [...command, '<&>'], home: '/Users/rahim' });
  expect(text).toContain('<string>/opt/my shop/agent.mjs</string>');
  expect(text).toContain('<string>&lt;&amp;&gt;</string>');
  expect(text).toContain('<key>KeepAlive</key><true/>');
});

test('Windows gets a command file and the task that starts it', () => {
  const { text, steps } = serviceFor({ platform: 'win32', command, home: String.raw`C:\Users\Rahim` });
  expect(text).toContain('"/opt/my shop/agent.mjs"');
  expect(text).toContain('100%%');
  expect(steps[0]).toContain('/SC ONLOGON');
});

test('the command line prints it for this machine, with whole paths', () => {
  const bin = join(import.meta.dirname, '../bin/galley-print-agent.mjs');
  const { stdout, status } = spawnSync(
    process.execPath,
    [bin, '--service', '--folder', 'prints', '--origin', 'https://till.example'],
    { encoding: 'utf8' },
  );
  expect(status).toBe(0);
  expect(stdout).toContain(`${process.cwd()}/prints`);
  expect(stdout).toContain('https://till.example');
});
