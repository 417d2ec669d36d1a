import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { contentPolicy } from '../../src/main/content-policy.ts';
import { createFileServer } from '../../src/main/serve-files.ts';

const policy = contentPolicy('http://192.168.1.10:8080');

async function setup() {
  const outside = await mkdtemp(join(tmpdir(), 'galley-app-'));
  onTestFinished(() => rm(outside, { recursive: true }));
  const folder = join(outside, 'dist');
  await mkdir(join(folder, 'assets', 'folder.js'), { recursive: true });
  await writeFile(join(folder, 'till.html'), '<!doctype html>');
  await writeFile(join(outside, 'secret.js'), 'secret');
  await symlink(join(outside, 'secret.js'), join(folder, 'assets', 'link.js'));
  const serve = createFileServer(folder, policy);
  return (path: string, method = 'GET') => serve({ url: `app://galley${path}`, method });
}

test('[11] a page comes with its type, its content policy and without guessing', async () => {
  const get = await setup();
  const page = await get('/till');
  expect([page.status, await page.text()]).toEqual([200, '<!doctype html>']);
  expect(Object.fromEntries(page.headers)).toEqual({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
  });
});

test.each([
  ['/assets/missing.js', 'GET', 404],
  ['/assets/folder.js', 'GET', 404],
  ['/till.html/x.js', 'GET', 404],
  ['/assets/link.js', 'GET', 404],
  ['/..%2fsecret.js', 'GET', 404],
  ['/till', 'POST', 405],
])('[10] [11] %s asked with %s %s is answered %d, under the same policy', async (path, method, status) => {
  const get = await setup();
  const answer = await get(path, method);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-security-policy')).toBe(policy);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await answer.text()).not.toMatch(/secret|tmp/);
});

test('[12] a page calls itself and its own server, and runs no script that is not its own', () => {
  const directives = new Map(
    policy.split('; ').map((each) => [each.split(' ')[0], each.split(' ').slice(1)]),
  );
  expect(directives.get('connect-src')).toEqual(["'self'", 'http://192.168.1.10:8080']);
  expect(directives.get('script-src')).toEqual(["'self'"]);
  for (const name of [
    'default-src',
    'frame-src',
    'object-src',
    'base-uri',
    'form-action',
    'frame-ancestors',
  ]) {
    expect(directives.get(name)).toEqual(["'none'"]);
  }
  expect(policy).not.toMatch(/unsafe-eval|\*/);
  expect(contentPolicy('https://pos.example/some/path?x')).toContain(
    "connect-src 'self' https://pos.example;",
  );
});
