'use client'

import { Button } from '@/components/ui/button'
import { useAuth } from '@/contexts/auth-context'
import { authErrorWords } from '@/lib/auth-errors'
import { t } from '@/lib/i18n'
import { toast } from '@/lib/toast'

/** Offered only where the server's configuration names Google as a provider. */
export function GoogleButton() {
  const { supabase } = useAuth()
  const signIn = async () => {
    const redirectTo = `${window.location.origin}/auth/sign-in${window.location.search}`
    const result = await supabase?.auth.signInWithOAuth({ provider: 'google', options: { redirectTo } })
    if (result?.error) toast.error(authErrorWords(result.error))
  }
  return (
    <>
      <Button variant="outline" size="lg" className="mt-7 gap-3" onClick={signIn}>
        <GoogleMark /> {t('Continue with Google')}
      </Button>
      <div className="mt-5 -mb-2 flex items-center gap-3 text-xs text-muted-foreground">
        <span className="h-px flex-1 bg-border" /> {t('or with e-mail')}{' '}
        <span className="h-px flex-1 bg-border" />
      </div>
    </>
  )
}

function GoogleMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path
        fill="#4285f4"
        d="M23.5 12.3c0-.9-.1-1.5-.2-2.2H12v4.1h6.5c-.1 1-.8 2.6-2.4 3.7v2.7h3.5c2.3-2 3.9-4.9 3.9-8.3Z"
      />
      <path
        fill="#34a853"
        d="M12 24c3.2 0 6-1.1 8-2.9l-3.9-3c-1 .7-2.4 1.3-4.1 1.3a7 7 0 0 1-6.7-4.9H1.3v3C3.3 21.4 7.3 24 12 24Z"
      />
      <path fill="#fbbc05" d="M5.3 14.5a7.200 7.200 0 0 1 0-4.900V6.500H1.300a12 12 0 0 0 0 11l4-3Z" />
      <path
        fill="#ea4335"
        d="M12 4.800c2.300 0 3.800 1 4.700 1.800l3.400-3.300C18 1.200 15.200 0 12 0 7.300 0 3.300 2.600 1.300 6.500l4 3.100A7 7 0 0 1 12 4.800Z"
      />
    </svg>
  )
}
