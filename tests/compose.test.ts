import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readConfig, roles } from '../server/src/config.ts';
import { natsUsers } from '../server/src/messaging/permissions.ts';
import { services } from '../server/src/messaging/streams.ts';

// Docker is not needed for these tests, and no npm package carries the official schema. This one knows the parts of
// the Compose specification that our file uses; strict objects refuse misspelt names.
const duration = z.string().regex(/^\d+(ms|s|m|h)$/);
const environment = z.record(z.string(), z.string());
const serviceSchema = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  command: z.array(z.string()).optional(),
  environment: environment.optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(['service_started', 'service_healthy']) }))
    .optional(),
  ports: z.array(z.string().regex(/^(\d+\.\d+\.\d+\.\d+:)?\d+:\d+$/)).optional(),
  volumes: z.array(z.string().regex(/^[a-z]+:\/.+$/)).optional(),
  configs: z.array(z.strictObject({ source: z.string(), target: z.string() })).optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])]).rest(z.string()),
      interval: duration,
      start_period: duration.optional(),
      retries: z.int(),
    })
    .optional(),
});
const composeSchema = z.strictObject({
  'x-galley': z.unknown(),
  services: z.record(z.string(), serviceSchema),
  configs: z.record(z.string(), z.strictObject({ content: z.string() })),
  volumes: z.record(z.string(), z.null()),
});

const text = readFileSync(new URL('../docker-compose.yml', import.meta.url), 'utf8');

/** What is no secret, and has to be said all the same. */
const addresses: Readonly<Record<string, string>> = {
  SMTP_URL: 'smtp://mail.test:587',
  MAIL_FROM: 'Galley <galley@galley.test>',
  GALLEY_URL: 'https://galley.test',
};

test('docker-compose.yml says nothing that Compose does not know, and names only what it defines', () => {
  const { services, volumes, configs } = readCompose();
  for (const service of Object.values(services)) {
    for (const name of Object.keys(service.depends_on ?? {}))
      expect(services[name]?.healthcheck).toBeDefined();
    for (const volume of service.volumes ?? []) expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
    for (const { source } of service.configs ?? []) expect(Object.keys(configs)).toContain(source);
  }
});

test("the services together run each role once, with an environment that the server's own check accepts", () => {
  const played = Object.values(readCompose().services)
    .filter((service) => service.build !== undefined)
    .flatMap((service) => readConfig(withSecrets(service.environment ?? {})).GALLEY_ROLES);
  expect(played.toSorted()).toEqual([...roles].toSorted());
});

test('no password has a default', () => {
  const variables = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, variable]) => variable ?? '');
  expect(new Set(variables.map((variable) => variable.split(':')[0]))).toEqual(
    new Set(['POSTGRES_PASSWORD', ...services.map(passwordOf), ...Object.keys(addresses)]),
  );
  for (const variable of variables) expect(variable).toMatch(/^[A-Z_]+(:\?.+)?$/);
});

test('each service is a user of the broker of its own, with the rights that the declaration of streams gives it', () => {
  // When streams.ts has changed: npm run nats-users -- --compose
  const { configs, services: containers } = readCompose();
  const users = natsUsers('galley', (service) => `\${${passwordOf(service)}}`);
  const { content = '' } = configs['nats'] ?? {};
  // Compose reads two dollars as one.
  expect(content.replaceAll('$$', '$').replaceAll(/\n +/g, '\n')).toContain(users.replaceAll(/\n +/g, '\n'));
  const urls = Object.values(containers).flatMap(({ environment }) => environment?.['NATS_URL'] ?? []);
  expect(urls.map((address) => address.split(':?')[0])).toEqual(
    services.map((service) => `nats://${service}:\${${passwordOf(service)}`),
  );
});

function passwordOf(service: string): string {
  return `NATS_${service.toUpperCase()}_PASSWORD`;
}

function readCompose() {
  return composeSchema.parse(parse(text, { merge: true }));
}

/** What Compose does with the variables. */
function withSecrets(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{([A-Z_]+)[^}]*\}/g, (_all, variable: string) => addresses[variable] ?? 'secret'),
    ]),
  );
}
