/** A path of the portal, whatever the address says: `//host` and other schemes lead elsewhere. */
export const safeNext = (next: string | null): string =>
  next !== null && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/apps';
