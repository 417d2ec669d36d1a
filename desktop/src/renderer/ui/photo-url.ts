/** Where a photo of the menu is; null: there is none. `server` is empty where the page comes from the server itself. */
export function photoUrl(server: string, photo: string | undefined): string | null {
  return photo === undefined ? null : `${server}/menu/photos/${photo}`;
}
