#!/usr/bin/env node
// npx galley-virtual-printer: a printer made of software, for whoever prints ESC/POS and has no printer at hand.
import { register } from 'tsx/esm/api';

register();
await import('../src/virtual/main.ts');
