'use client'

import { LogOutIcon } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useState } from 'react'
import { toast } from 'sonner'

import { Devices } from '@/components/account/devices'
import { EmailForm } from '@/components/account/email-form'
import { NameForm } from '@/components/account/name-form'
import { PasswordForm } from '@/components/account/password-form'
import { Section } from '@/components/account/section'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { THEMES } from '@/components/layout/user-menu'
import { Button } from '@/components/ui/button'
import { useAuth } from '@/contexts/auth-context'
import { authErrorWords } from '@/lib/auth-errors'
import { ROLE_WORDS } from '@/lib/person'
import { useMe } from '@/lib/rights'

/** What everybody may change about themselves. */
export function AccountPage() {
  const { data: me } = useMe()
  const { signOut } = useAuth()
  return (
    <>
      <div>
        <h1 className="text-xl font-semibold">Account</h1>
        <p className="text-muted-foreground">{me && `${me.email}, ${ROLE_WORDS[me.role].toLowerCase()}`}</p>
      </div>
      <Section title="Name" detail="How the dashboard calls you.">
        <NameForm />
      </Section>
      <Section title="E-mail" detail="You sign in with it. A new one holds once both addresses have agreed.">
        <EmailForm />
      </Section>
      <Section title="Password" detail="A new one signs you out everywhere else.">
        <PasswordForm />
      </Section>
      <Devices />
      <Section title="Appearance" detail="On this device.">
        <Theme />
      </Section>
      <Section title="Sign out" detail="On this device, or wherever you are signed in.">
        <div className="flex flex-wrap gap-2">
          <Button variant="outline" size="lg" onClick={signOut}>
            <LogOutIcon /> Sign out
          </Button>
          <SignOutEverywhere />
        </div>
      </Section>
    </>
  )
}

function Theme() {
  const { theme, setTheme } = useTheme()
  return (
    <div role="group" aria-label="Theme" className="grid max-w-sm grid-cols-3 gap-2">
      {THEMES.map(({ value, label, icon: Icon }) => (
        <Button
          key={value}
          variant={theme === value ? 'secondary' : 'outline'}
          aria-pressed={theme === value}
          size="lg"
          className="px-2 text-sm"
          onClick={() => setTheme(value)}
        >
          <Icon /> {label}
        </Button>
      ))}
    </div>
  )
}

function SignOutEverywhere() {
  const { supabase } = useAuth()
  const [asking, setAsking] = useState(false)
  const signOut = async () => {
    const { error } = (await supabase?.auth.signOut({ scope: 'global' })) ?? {}
    if (error) toast.error('You are not signed out everywhere', { description: authErrorWords(error) })
  }
  return (
    <>
      <Button variant="destructive" size="lg" onClick={() => setAsking(true)}>
        Sign out everywhere
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out everywhere?"
        action="Sign out everywhere"
        cancel="Stay signed in"
        onConfirm={() => void signOut()}
      >
        Every device is signed out, this one too. Do it when one is lost or somebody else was at it.
      </ConfirmDialog>
    </>
  )
}
