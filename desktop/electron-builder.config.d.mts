/** The types of `electron-builder.config.mjs`, for the test that holds it. */
import type { Configuration } from 'electron-builder';
export const fuses: Readonly<Record<string, boolean>>;
declare const config: Configuration;
export default config;
