import type { Result } from '@galley/shared/values/result.ts';
import {
  type ImportReport, importReportSchema, type MenuCopy, type MenuCopyReport, menuCopyReportSchema, type MenuEntity, menuFileSchema, type MenuSave, type MenuSaved, menuSavedSchema,
  type MenuVersion, menuVersionsSchema, photoSavedSchema,
} from '@galley/shared/wire/menu.ts'; // prettier-ignore
import { askOffice } from './ask-office.ts';

/** Writes a part of the menu; answers what somebody else has made of it meanwhile, if so. */
export function saveMenuPart(save: MenuSave): Promise<Result<MenuSaved>> {
  return askOffice('POST', '/office/menu/save', menuSavedSchema, save);
}

export async function readVersions(entity: MenuEntity, id: string): Promise<readonly MenuVersion[]> {
  const answer = await askOffice(
    'GET',
    `/office/menu/versions?entity=${entity}&id=${id}`,
    menuVersionsSchema,
  );
  if (!answer.ok) throw new Error(answer.message);
  return answer.value.versions;
}

export function exportMenu(): Promise<Result<{ readonly csv: string }>> {
  return askOffice('GET', '/office/menu/export', menuFileSchema);
}

export function importMenu(csv: string, write: boolean): Promise<Result<ImportReport>> {
  return askOffice('POST', '/office/menu/import', importReportSchema, { csv, write });
}

/** Of another branch; without `write` it only looks. */
export function copyMenu(copy: MenuCopy): Promise<Result<MenuCopyReport>> {
  return askOffice('POST', '/office/menu/copy', menuCopyReportSchema, copy);
}

/** Answers the photo's name. */
export function keepPhoto(image: string): Promise<Result<{ readonly photo: string }>> {
  return askOffice('POST', '/office/menu/photo', photoSavedSchema, { image });
}
