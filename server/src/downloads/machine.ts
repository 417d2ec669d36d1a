import { type Platform, platforms } from '@galley/shared/domain/release.ts';

export type Machine = {
  /** The system that a download is for; null: none that Galley is installed on, such as a telephone. */
  readonly platform: Platform | null;
  /** How this browser keeps a page as an app. */
  readonly hint: 'chromium' | 'ios' | 'android' | 'firefox';
};

/** What a browser says of itself. It is only used to put the likely file first: all of them are on the page. */
export function machineOf(agent: string): Machine {
  const isPhone = /Android|iPhone|iPad/i.test(agent);
  const platform = isPhone ? null : (platforms.find((each) => patterns[each].test(agent)) ?? null);
  if (/iPhone|iPad/i.test(agent)) return { platform, hint: 'ios' };
  if (/Android/i.test(agent)) return { platform, hint: 'android' };
  return { platform, hint: /Firefox/i.test(agent) ? 'firefox' : 'chromium' };
}

const patterns: Readonly<Record<Platform, RegExp>> = {
  windows: /Windows NT/i,
  macos: /Macintosh|Mac OS X/i,
  linux: /Linux|X11/i,
};
