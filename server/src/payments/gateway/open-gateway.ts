import type { Config } from '../../config.ts';
import type { Gateway } from './gateway.ts';
import { createMockGateway } from './mock.ts';

/** The gateway of this installation. Stripe's SDK is only loaded where it is used. */
export async function openGateway(
  config: Pick<Config, 'GALLEY_GATEWAY' | 'STRIPE_SECRET_KEY'>,
): Promise<Gateway> {
  if (config.GALLEY_GATEWAY === 'mock') return createMockGateway();
  const { createStripeGateway } = await import('./stripe.ts');
  return createStripeGateway({ secretKey: config.STRIPE_SECRET_KEY });
}
