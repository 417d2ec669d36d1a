import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { natsUsers } from '../messaging/permissions.ts';
import { newPassword } from './nats-home.ts';
import { projectFolder } from './galley.ts';

/**
 * `npm run nats-users`: the services' users for the configuration of one's own NATS server, with new passwords.
 * `--compose`: writes them, with passwords from the environment, into docker-compose.yml, after streams.ts has changed.
 */
const { values } = parseArgs({ options: { compose: { type: 'boolean', default: false } } });
if (values.compose) {
  const file = join(projectFolder, 'docker-compose.yml');
  const users = natsUsers('galley', (service) => `\${NATS_${service.toUpperCase()}_PASSWORD}`);
  const inCompose = users.replaceAll('$JS', () => '$$JS').replaceAll(/^/gm, ' '.repeat(8));
  const text = readFileSync(file, 'utf8');
  const between = /(?<=authorization \{ users: \[\n)[\s\S]*?(?=\n {6}\] \})/;
  writeFileSync(
    file,
    text.replace(between, () => inCompose),
  );
} else {
  const users = natsUsers(process.env['NATS_NAMESPACE'] ?? 'galley', newPassword);
  console.log(`authorization { users: [\n${users}\n] }`);
}
