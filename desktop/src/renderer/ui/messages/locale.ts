/** English first, Bangla second. A device speaks one of them until somebody chooses the other. */
export const locales = ['en', 'bn'] as const;
export type Locale = (typeof locales)[number];

const key = 'galley.locale';

/** Fixed for the life of a page: a change of language loads it anew, so that no text is left behind in the other. */
export const locale: Locale = readLocale();

function readLocale(): Locale {
  const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(key);
  return locales.find((each) => each === stored) ?? 'en';
}

export function changeLocale(next: Locale): void {
  localStorage.setItem(key, next);
  location.reload();
}
