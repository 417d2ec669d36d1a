export function makeIcons(): Promise<Map<string, Uint8Array>>;
