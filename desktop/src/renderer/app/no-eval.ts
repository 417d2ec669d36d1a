import { z } from 'zod';

/**
 * Zod would try to compile its checks with `new Function`, which the pages' policy forbids: it would go on without, and
 * leave a violation in every log. Each page imports this before anything that makes a schema.
 */
z.config({ jitless: true });
