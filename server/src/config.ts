import { z } from 'zod';

/** What a process of the server may do; a small shop runs all in one. */
export const roles = ['api', 'relay', 'sync', 'sales', 'inventory', 'payments', 'notifications'] as const;
export type Role = (typeof roles)[number];

const url = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'needs a PostgreSQL address: postgresql://user:password@host/database',
});

function pairOf(text: string): [string, string] {
  const [name = '', key = ''] = text.split('=');
  return [name, key];
}

const environmentSchema = z.object({
  GALLEY_ROLES: z
    .string()
    .default('all')
    .transform((text) => (text === 'all' ? [...roles] : text.split(',').map((role) => role.trim())))
    .pipe(z.array(z.enum(roles)).min(1)),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Addresses that this server listens on; a shop's tills reach it over the branch network. */
  HOST: z.string().default('0.0.0.0'),
  SYNC_DATABASE_URL: url,
  SALES_DATABASE_URL: url,
  INVENTORY_DATABASE_URL: url,
  PAYMENTS_DATABASE_URL: url,
  NOTIFICATIONS_DATABASE_URL: url,
  /** The server that takes mails: `smtp://user:password@host:587`. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Without SMTP_URL: a folder where mails are kept as files and sent to nobody (the demo). */
  GALLEY_MAILS: z.string().min(1).optional(),
  MAIL_FROM: z.string().min(3).default('Galley <galley@localhost>'),
  /** Where guests reach this server, for the links in mails. */
  GALLEY_URL: z.url().optional(),
  /** Unset: the direct bus, for a single process only. */
  NATS_URL: z.string().optional(),
  /** A file with the password of each service (`{"sync": "...", ...}`): each connects as a user of its own. */
  NATS_USERS: z.string().optional(),
  /** Separates several Galleys on one broker. */
  NATS_NAMESPACE: z.string().regex(/^[a-z0-9]+$/).default('galley'),
  NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  /** The built apps; unset: this server has none to serve. */
  GALLEY_APPS: z.string().optional(),
  /** Origins other than the server's own that may call it (the installed app is `app://galley`). */
  GALLEY_ORIGINS: z.string().default('app://galley').transform((text) => text.split(',')),
  /** Origins of web pages that may order at a branch, besides the server's own: `https://kacchi.example,...`. */
  GALLEY_ORDER_ORIGINS: z.string().default('').transform((text) => text.split(',').filter(Boolean)),
  /** Where releases of the installed app lie: a folder, or `s3://bucket/prefix`; unset: `/download` offers the web app. */
  GALLEY_RELEASES: z.string().min(1).optional(),
  /** Keys whose releases are offered, besides those that are built in: `name=base64url,name=base64url`. */
  GALLEY_RELEASE_KEYS: z
    .string()
    .regex(/^(?:[\w-]+=[\w-]{43}(?:,|$))*$/, 'needs public keys: name=key,name=key')
    .default('')
    .transform((text) => Object.fromEntries(text.split(',').filter(Boolean).map(pairOf))),
  GALLEY_S3_ENDPOINT: z.url().default('https://s3.amazonaws.com'),
  AWS_REGION: z.string().default('us-east-1'),
  AWS_ACCESS_KEY_ID: z.string().default(''),
  AWS_SECRET_ACCESS_KEY: z.string().default(''),
  /** Who takes cards and wallets that are not at the counter: `mock` moves no money. */
  GALLEY_GATEWAY: z.enum(['mock', 'stripe']).default('mock'),
  STRIPE_SECRET_KEY: z.string().default(''),
  /** Signs what Stripe tells `/webhooks/stripe`; two while one replaces the other, with a comma between. */
  STRIPE_WEBHOOK_SECRET: z.string().default('').transform((text) => text.split(',').filter(Boolean)),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
}).refine((env) => env.NATS_URL !== undefined || env.GALLEY_ROLES.length === roles.length, {
  path: ['NATS_URL'],
  error: 'is needed as soon as the roles are split over several processes',
}).refine((env) => env.GALLEY_GATEWAY !== 'stripe' || env.STRIPE_SECRET_KEY !== '', {
  path: ['STRIPE_SECRET_KEY'],
  error: 'is needed to take payments by Stripe',
}); // prettier-ignore
export type Config = z.infer<typeof environmentSchema>;

/** Reads the environment once and lists every problem at once. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const config = environmentSchema.safeParse(environment);
  if (config.success) return config.data;
  const problems = config.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigFault(`The server cannot start, its environment is incomplete:\n${problems.join('\n')}`);
}

export class ConfigFault extends Error {
  override name = 'ConfigFault';
}
