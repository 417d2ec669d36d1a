import 'react';

declare module 'react' {
  /** Custom properties are styles too; React's types only know those of the standard. */
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined;
  }
}
