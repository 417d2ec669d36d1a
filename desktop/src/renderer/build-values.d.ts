/** Written in by the build. */
interface ImportMetaEnv {
  readonly VITE_GALLEY_VERSION: string;
}
