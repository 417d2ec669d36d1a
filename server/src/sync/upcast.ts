import { z } from 'zod';
import type { MutationRule } from '@galley/shared/wire/mutations.ts';

/**
 * Reads a mutation's data as the version it was recorded in and takes it up to the rule's own, one step a version [S4].
 * `version` is at most the rule's.
 */
export function upcast(rule: MutationRule, version: number, data: unknown): z.ZodSafeParseResult<unknown> {
  const steps = rule.upcast?.slice(version - 1) ?? [];
  return steps.reduceRight<z.ZodType>((next, step) => step.pipe(next), rule.data).safeParse(data);
}
