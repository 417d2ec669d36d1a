/** The part of the npm package `escpos` that the audit found right; the package itself has no types [P11]. */
declare module 'escpos/commands.js' {
  const commands: {
    readonly LF: string;
    readonly HARDWARE: { readonly HW_INIT: string };
    readonly TEXT_FORMAT: {
      readonly TXT_BOLD_ON: string;
      readonly TXT_BOLD_OFF: string;
      readonly TXT_ALIGN_LT: string;
      readonly TXT_ALIGN_CT: string;
      readonly TXT_ALIGN_RT: string;
    };
    readonly LINE_SPACING: { readonly LS_DEFAULT: string };
    readonly IMAGE_FORMAT: { readonly S_RASTER_N: string };
    readonly PAPER: { readonly PAPER_CUT_B: string };
  };
  export default commands;
}
