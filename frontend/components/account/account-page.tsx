'use client'

import { LogOutIcon } from 'lucide-react'
import { useState } from 'react'

import { Devices } from '@/components/account/devices'
import { EmailForm } from '@/components/account/email-form'
import { NameForm } from '@/components/account/name-form'
import { OwnData } from '@/components/account/own-data'
import { PasswordForm } from '@/components/account/password-form'
import { Section } from '@/components/account/section'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { LanguageButtons, ThemeButtons } from '@/components/layout/appearance'
import { Button } from '@/components/ui/button'
import { useAuth } from '@/contexts/auth-context'
import { authErrorWords } from '@/lib/auth-errors'
import { t } from '@/lib/i18n'
import { ROLE_IN_SENTENCE } from '@/lib/person'
import { useMe } from '@/lib/rights'
import { toast } from '@/lib/toast'

/** What everybody may change about themselves. */
export function AccountPage() {
  const { data: me } = useMe()
  const { signOut } = useAuth()
  return (
    <>
      <div>
        <h1 className="text-xl font-semibold">{t('Account')}</h1>
        <p className="text-muted-foreground">
          {me && t('{email}, {role}', { email: me.email, role: t(ROLE_IN_SENTENCE[me.role]) })}
        </p>
      </div>
      <Section title={t('Name')} detail={t('How the dashboard calls you.')}>
        <NameForm />
      </Section>
      <Section
        title={t('E-mail')}
        detail={t('You sign in with it. A new one holds once both addresses have agreed.')}
      >
        <EmailForm />
      </Section>
      <Section title={t('Password')} detail={t('A new one signs you out everywhere else.')}>
        <PasswordForm />
      </Section>
      <Devices />
      <Section title={t('Appearance')} detail={t('On this device.')}>
        <div className="grid max-w-sm gap-2">
          <ThemeButtons />
          <LanguageButtons />
        </div>
      </Section>
      <Section title={t('Sign out')} detail={t('On this device, or wherever you are signed in.')}>
        <div className="flex flex-wrap gap-2">
          <Button variant="outline" size="lg" onClick={signOut}>
            <LogOutIcon /> {t('Sign out')}
          </Button>
          <SignOutEverywhere />
        </div>
      </Section>
      <Section title={t('Your data')} detail={t('What is stored about you, and the way out.')}>
        <OwnData />
      </Section>
    </>
  )
}

function SignOutEverywhere() {
  const { supabase } = useAuth()
  const [asking, setAsking] = useState(false)
  const signOut = async () => {
    const { error } = (await supabase?.auth.signOut({ scope: 'global' })) ?? {}
    if (error) toast.error(t('You are not signed out everywhere'), { description: authErrorWords(error) })
  }
  return (
    <>
      <Button variant="destructive" size="lg" onClick={() => setAsking(true)}>
        {t('Sign out everywhere')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Sign out everywhere?')}
        action={t('Sign out everywhere')}
        cancel={t('Stay signed in')}
        onConfirm={() => void signOut()}
      >
        {t('Every device is signed out, this one too. Do it when one is lost or somebody else was at it.')}
      </ConfirmDialog>
    </>
  )
}
