/**
 * What a provider that sent somebody back says of an error, in our words: the text in the address could be anybody's.
 * It stands in the query or in the fragment (OAuth 2, 4.1.2.1; Supabase uses both).
 */
export function redirectError(address: string): string | null {
  const { searchParams, hash } = new URL(address)
  const fragment = new URLSearchParams(hash.slice(1))
  const error = searchParams.get('error') ?? fragment.get('error')
  if (!error) return null
  if (error === 'access_denied') return 'Signing in there was refused or broken off.'
  return 'Signing in there did not work. Try again.'
}
