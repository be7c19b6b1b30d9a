/** Where to go after sign-in: only a path of this dashboard, never another site's address. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next) || next.startsWith('/auth/')) return '/'
  return next
}

/** An address with where to go on from there; without one it stays as it is. */
export const withNext = (address: string, next: string | null): string =>
  next ? `${address}?next=${encodeURIComponent(next)}` : address
