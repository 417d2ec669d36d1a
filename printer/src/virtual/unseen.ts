/** Commands whose effect cannot be seen on the papers that it draws: understood, and no garbage on a real one either. */
export const unseen: ReadonlySet<string> = new Set([
  'ESC  ',  'ESC =', 'ESC ?',  'ESC K',  'ESC R',   'ESC U', 'ESC V', 
   'ESC c', 'ESC e', 'ESC u', 'ESC v', 'ESC {', 'ESC <', 'ESC %', 'ESC &',  'FS !', 'FS &', 'FS -',
  'FS C', 'FS S', 'FS W', 'FS ( A', 'FS ( C',  'GS /', 'GS *', 'GS :', 'GS P', 'GS T', 'GS W', 'GS ^', 'GS b',
  'GS c', 'GS f', 'GS g',  'GS ( A', 'GS ( C', 'GS ( D', 'GS ( E', 'GS ( K', 'GS ( M', 'GS ( N', 'DLE ENQ',
  'DLE DC4',  
]); // prettier-ignore
