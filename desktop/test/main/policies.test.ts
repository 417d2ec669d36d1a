import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mayNavigate, pageOf } from '../../src/main/navigation.ts';
import { mayHave } from '../../src/main/permissions.ts';
import { profileFolder } from '../../src/main/profile-folder.ts';
import { windowOptions } from '../../src/main/window-options.ts';

test.each(['till', 'office', 'kitchen', 'display'] as const)('[8] a window may go to the %s', (page) => {
  expect(pageOf(`app://galley/${page}`)).toBe(page);
  expect(mayNavigate(`app://galley/${page}?x=1#enrol=ABCD-2345`)).toBe(true);
});

test.each([
  'app://galley', 'app://galley/', 'app://galley/other', 'app://galley.example/till', 'app://galley@example/till',
  'app://user@galley/till', 'app://galley:1/till', 'APP://other/till', 'https://galley/till',
  'https://example.com/?next=app://galley/till', 'https://example.com/#app://galley/till', 'javascript:alert(1)',
  'data:text/html,x', 'blob:app://galley/till', 'file:///till', 'about:blank', '', 'till', '//galley/till',
])('[8] a window may not go to "%s"', (address) => {
  expect(mayNavigate(address)).toBe(false);
}); // prettier-ignore

test.each(['persistent-storage', 'screen-wake-lock', 'local-network-access', 'loopback-network'])(
  '[14] our pages may have %s, nobody else may',
  (permission) => {
    expect(mayHave(permission, 'app://galley/till#x')).toBe(true);
    for (const url of ['https://example.com', 'app://galley.example', 'file:///', 'null', '']) {
      expect(mayHave(permission, url)).toBe(false);
    }
  },
);

test.each([
  'media', 'geolocation', 'notifications', 'midi', 'midiSysex', 'pointerLock', 'fullscreen', 'openExternal', 'usb',
  'serial', 'hid', 'clipboard-read', 'display-capture', 'fileSystem', 'idle-detection', 'unknown', 'tomorrow', '',
])('[14] our pages may not have "%s"', (permission) => {
  expect(mayHave(permission, 'app://galley/till')).toBe(false);
}); // prettier-ignore

test('[1] every window is made with exactly these options', () => {
  const options = windowOptions({
    preload: '/p.cjs',
    serverUrl: 'http://localhost:8080',
    devTools: false,
    kiosk: true,
  });
  const { additionalArguments, ...webPreferences } = options.webPreferences ?? {};
  expect(additionalArguments).toHaveLength(1);
  expect(options.kiosk).toBe(true);
  expect(webPreferences).toEqual({
    preload: '/p.cjs',
    devTools: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  });
});

test.each([
  ['linux', undefined, join('/config', 'Galley')],
  ['darwin', undefined, join('/config', 'Galley')],
  ['win32', '/local', join('/local', 'Galley')],
  ['win32', undefined, join('/config', 'Galley')],
] as const)(
  '[26] on %s what a till has stored lies where it stays on the machine',
  (platform, localAppData, folder) => {
    expect(profileFolder({ platform, appData: '/config', localAppData })).toBe(folder);
  },
);
