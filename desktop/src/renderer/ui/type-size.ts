const key = 'galley.type';

/** Whether this device shows everything a fifth larger: its screen hangs further away, or eyes are tired. */
export function isTypeLarge(): boolean {
  return localStorage.getItem(key) === 'large';
}

export function setTypeLarge(large: boolean): void {
  if (large) localStorage.setItem(key, 'large');
  else localStorage.removeItem(key);
  showTypeSize();
}

/** At the start of every page, and at once when somebody changes it. */
export function showTypeSize(): void {
  document.documentElement.toggleAttribute('data-large', isTypeLarge());
}
