/** The types of `electron-binary.mjs`, for programs of other packages. */
export function findElectron(where?: {
  readonly package?: string;
  readonly platform?: NodeJS.Platform;
  readonly uid?: number | undefined;
}): string | null;
export function electronArguments(device: {
  readonly serverUrl: string;
  readonly hash?: string;
  readonly data?: string;
}): string[];
