import { pino } from 'pino';
import { expect, test } from 'vitest';
import { versionSchema } from '@galley/shared/values/version.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { pushAnswerSchema } from '@galley/shared/wire/push.ts';
import { startHttp } from '../src/http/app.ts';
import { createSigningKeys } from '../src/identity/signing-keys.ts';
import { createTillTokens } from '../src/identity/till-tokens.ts';
import { countLetters } from '../src/messaging/letter-count.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { readEpoch } from '../src/sync/epoch.ts';
import { createMaking } from './making.ts';
import { enrolTestTill } from './test-till.ts';
import { startWorld } from './world.ts';

test('[47] a server that is far ahead says so to an old till, and stores what it sends as ever', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const api = {
    db: world.db,
    bus: createDirectBus(),
    log: pino({ level: 'silent' }),
    letters: countLetters(createDirectBus()),
    epoch: await readEpoch(world.db.pool),
    tokens: createTillTokens(createSigningKeys(world.db.pool)),
    table: mutations,
    version: versionSchema.parse('1.5.2'),
    wakeRelay: () => undefined,
    webhookSecrets: [],
    liveResponses: new Set<never>(),
  };
  const http = await startHttp(api, { port: 0, host: '127.0.0.1', apps: undefined, origins: [] });
  try {
    const till = await enrolTestTill(http, world.codes[0] ?? '');
    const say = async (appVersion: string) => {
      const entry = till.record('openShift', { shift: createMaking(till).shift });
      const status = { waiting: 1, oldestAt: null, appVersion };
      const body = JSON.stringify({ incarnation: till.identity.incarnation, mutations: [entry], status });
      const answer = pushAnswerSchema.parse(await (await till.request('POST', '/sync/push', body)).json());
      return [answer.results[0]?.state, answer.supportedFrom];
    };
    expect(await say('1.2.9')).toEqual(['stored', '1.3.0']);
    expect(await say('1.3.0')).toEqual(['stored', undefined]);
    expect(await say('development')).toEqual(['stored', undefined]);
  } finally {
    await http.stop();
  }
});
