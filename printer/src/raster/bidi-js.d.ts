/** What we use of `bidi-js`; its own types describe the CommonJS file, while Node loads the other one. */
declare module 'bidi-js' {
  export type Bidi = {
    /** One level for each UTF-16 unit; odd ones run from right to left. */
    getEmbeddingLevels(text: string, base: 'ltr' | 'rtl' | 'auto'): { readonly levels: Uint8Array };
  };
  export default function bidiFactory(): Bidi;
}
