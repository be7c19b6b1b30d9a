import { ShieldIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

import type { Draft } from '@/components/chargers/connect-charger'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { t } from '@/lib/i18n'
import { SECURITY_PROFILES } from '@/lib/security-profiles'

interface NameStepProps {
  draft: Draft
  onChange: (draft: Draft) => void
  created: boolean
  busy: boolean
  error: string | null
  onCreate: () => void
}

type SubmitEvent = Parameters<NonNullable<ComponentProps<'form'>['onSubmit']>>[0]

export function NameStep({ draft, onChange, created, busy, error, onCreate }: NameStepProps) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onCreate()
  }
  return (
    <form onSubmit={submit}>
      <p id="name-hint" className="text-muted-foreground">
        {t('The name is part of the address. Keep it short; zero and the letter O are easily confused.')}
      </p>
      <div className="mt-3 flex flex-col gap-2 lg:flex-row">
        <Input
          aria-label={t('Name')}
          aria-describedby="name-hint name-error"
          aria-invalid={error !== null}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          required
          maxLength={48}
          readOnly={created}
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
          className="lg:max-w-56"
        />
        <Select
          value={String(draft.profile)}
          disabled={created}
          onValueChange={(value) => onChange({ ...draft, profile: Number(value) })}
        >
          <SelectTrigger
            aria-label={t('Security profile')}
            className="w-full min-w-0 disabled:opacity-100 lg:w-auto lg:flex-1"
          >
            <ShieldIcon aria-hidden="true" className="shrink-0 text-muted-foreground" />
            <span className="flex-1 truncate text-left">
              <SelectValue />
            </span>
          </SelectTrigger>
          <SelectContent>
            {SECURITY_PROFILES.map(({ value, label }) => (
              <SelectItem key={value} value={String(value)}>
                {t('Security profile {profile}, {label}', { profile: value, label: t(label) })}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        {!created && (
          <Button type="submit" size="lg" disabled={busy || draft.name.trim() === ''}>
            {busy ? t('Adding') : t('Add charger')}
          </Button>
        )}
      </div>
      {error && (
        <p id="name-error" role="alert" className="mt-1.5 text-xs text-destructive">
          {error}
        </p>
      )}
    </form>
  )
}
