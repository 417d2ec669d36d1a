import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const databases = {
  SYNC_DATABASE_URL: 'postgresql://localhost/sync',
  SALES_DATABASE_URL: 'postgresql://localhost/sales',
  INVENTORY_DATABASE_URL: 'postgresql://localhost/inventory',
  PAYMENTS_DATABASE_URL: 'postgresql://localhost/payments',
  NOTIFICATIONS_DATABASE_URL: 'postgresql://localhost/notifications',
};

test('every problem of the environment is listed at once, by its name', () => {
  const { PAYMENTS_DATABASE_URL: _missing, ...rest } = databases;
  const wrong = {
    ...rest,
    SALES_DATABASE_URL: 'mysql://localhost/sales',
    PORT: '99999',
    GALLEY_ROLES: 'api,cook',
  };
  expect(() => readConfig(wrong)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /GALLEY_ROLES[\s\S]*PORT[\s\S]*SALES_DATABASE_URL[\s\S]*PAYMENTS_DATABASE_URL/,
      ),
    }),
  );
});

test('roles that are split over processes need a broker', () => {
  expect(() => readConfig({ ...databases, GALLEY_ROLES: 'sales' })).toThrow('NATS_URL');
  expect(
    readConfig({ ...databases, GALLEY_ROLES: 'sales', NATS_URL: 'nats://localhost' }).GALLEY_ROLES,
  ).toEqual(['sales']);
});
