/** Asks whoever sits here to say once more who they are; true: they did. The page's one dialog for it sets itself here. */
type Asker = () => Promise<boolean>;

let asker: Asker | null = null;

export function setAsker(next: Asker | null): void {
  asker = next;
}

export function askToConfirm(): Promise<boolean> {
  return asker?.() ?? Promise.resolve(false);
}
