import { expect, test } from 'vitest';
import { decideFile } from '../../src/main/served-file.ts';

test.each([
  ['/till', 'till.html', 'text/html; charset=utf-8'],
  ['/office', 'office.html', 'text/html; charset=utf-8'],
  ['/kitchen?x=1', 'kitchen.html', 'text/html; charset=utf-8'],
  ['/assets/till-Bx_1-2.js', 'assets/till-Bx_1-2.js', 'text/javascript; charset=utf-8'],
  ['/assets/a.b.css', 'assets/a.b.css', 'text/css; charset=utf-8'],
  ['/icon.svg', 'icon.svg', 'image/svg+xml'],
  ['/assets/../till', 'till.html', 'text/html; charset=utf-8'],
  ['/%2e%2e/%2E%2E/till', 'till.html', 'text/html; charset=utf-8'],
])('[10] [11] app://galley%s is the file %s', (path, file, type) => {
  expect(decideFile('GET', `app://galley${path}`)).toEqual({ ok: true, value: { path: file, type } });
});

test.each([
  '', '/', '/admin', '/till/', '//till', '/.built', '/assets/.env', '/assets/%2e%2e%2fpackage.json', '/..%2fmain.js',
  '/%252e%252e/main.js', '/assets\\..\\main.js', '/C:/main.js', '/assets/a%00.js', '/till.html%00.js', '/main',
  '/assets/a.js/', '/assets/a.exe', '/assets/a.js.map', '/কাচ্চি.js', '/constructor', '/a.constructor',
])('[10] app://galley%s is no file of the app', (path) => {
  expect(decideFile('GET', `app://galley${path}`)).toMatchObject({ ok: false, code: 'path' });
}); // prettier-ignore

test.each([
  'app://galley.example/till', 'app://other/till', 'app://user@galley/till', 'app://user:word@galley/till',
  'app://galley:80/till', 'file:///till', 'https://galley/till', 'till', '',
])('[10] "%s" is not an address of the app', (address) => {
  expect(decideFile('GET', address)).toMatchObject({ ok: false, code: 'origin' });
}); // prettier-ignore

test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])(
  '[10] the app is not there to be asked with %s',
  (method) => {
    expect(decideFile(method, 'app://galley/till')).toMatchObject({ ok: false, code: 'method' });
  },
);
