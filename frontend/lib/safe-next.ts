/** Where to go after sign-in: only a path of this dashboard, never another site's address. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next) || next.startsWith('/auth/')) return '/'
  return next
}
