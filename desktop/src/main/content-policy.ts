/** What a page of ours may load and whom it may call: itself, and the one server that this device belongs to. */
export function contentPolicy(serverUrl: string): string {
  const directives = {
    'default-src': "'none'",
    'script-src': "'self'",
    // Overlays of the component library bring their styles as elements.
    'style-src': "'self' 'unsafe-inline'",
    'img-src': `'self' data: blob: ${new URL(serverUrl).origin}`,
    'font-src': "'self'",
    'connect-src': `'self' ${new URL(serverUrl).origin}`,
    'manifest-src': "'self'",
    'worker-src': "'self'",
    'frame-src': "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
