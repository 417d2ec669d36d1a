#!/usr/bin/env node
// npx galley-print-agent: prints for the till in the browser of this machine; `service` says how it starts by itself.
import { register } from 'tsx/esm/api';

register();
await import('../src/agent/main.ts');
