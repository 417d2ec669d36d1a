import { z } from 'zod';
import { branchSchema } from '../domain/branch.ts';

const lines = z.array(z.string().trim().max(100)).max(12);

/** What an office says of its branch's papers and of where its kitchen's go; what is left out is taken away. */
export const branchSettingsSchema = branchSchema
  .pick({ language: true, logo: true, receiptLink: true, expeditorPrinterId: true, routing: true })
  .extend({ receiptHead: lines, receiptFoot: lines });
export type BranchSettings = z.infer<typeof branchSettingsSchema>;
