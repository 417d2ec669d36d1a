import type { Messages } from './t.ts';

export const bn: Partial<Messages> = {};
