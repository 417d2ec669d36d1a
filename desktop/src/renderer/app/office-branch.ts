import type { Result } from '@galley/shared/values/result.ts';
import type { BranchSettings } from '@galley/shared/wire/branch-settings.ts';
import {
  type PaperPreview,
  type PaperPreviewRequest,
  paperPreviewSchema,
} from '@galley/shared/wire/paper-preview.ts';
import { z } from 'zod';
import { askOffice } from './ask-office.ts';

/** What stands on the branch's papers and where its kitchen's go: the whole of it, what is left out is taken away. */
export function saveBranchSettings(settings: BranchSettings): Promise<Result<null>> {
  return askOffice('POST', '/office/branch', z.null(), settings);
}

/** A paper as a printer of a kind would print it, with settings that are not saved yet. */
export function previewPaper(wanted: PaperPreviewRequest): Promise<Result<PaperPreview>> {
  return askOffice('POST', '/office/paper-preview', paperPreviewSchema, wanted);
}
