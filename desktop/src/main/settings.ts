import { parseArgs } from 'node:util';
import { z } from 'zod';
import { pages } from '../ipc.ts';

const settingsSchema = z.object({
  server: z
    .url({
      protocol: /^https?$/,
      error: '--server needs the address of the Galley server, like http://192.168.1.10:8080',
    })
    .default('http://localhost:8080')
    .transform((address) => new URL(address).origin),
  page: z.enum(pages, { error: `--page is one of ${pages.join(', ')}` }).default('till'),
  /** What follows `#` in the first page's address: `enrol=ABCD-2345`. */
  hash: z
    .string()
    .regex(/^[\w.~%&=+-]*$/, '--hash holds names and values as in a web address')
    .default(''),
  /** Full screen, and no way out of it but a manager's. */
  kiosk: z.boolean().default(false),
  /** Where this device keeps what it has stored; by default where the system keeps the data of programs. */
  data: z.string().min(1, '--data needs a folder').optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Reads the command line once and lists every problem at once. Electron's own switches are not ours to judge. */
export function readSettings(commandLine: readonly string[]): Settings {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...commandLine],
    options: { server: text, page: text, hash: text, data: text, kiosk: { type: 'boolean' } },
    strict: false,
  });
  const settings = settingsSchema.safeParse(values);
  if (settings.success) return settings.data;
  throw new SettingsFault(settings.error.issues.map((issue) => issue.message).join('\n'));
}

export class SettingsFault extends Error {
  override name = 'SettingsFault';
}
