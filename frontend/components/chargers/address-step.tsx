'use client'

import type { ReactNode } from 'react'

import type { Draft } from '@/components/chargers/connect-charger'
import { QrCode } from '@/components/chargers/qr-code'
import { CopyButton } from '@/components/copy-button'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { useConfig } from '@/contexts/config-context'
import { chargePointAddress } from '@/lib/config'
import { rich, t } from '@/lib/i18n'
import { hasPassword, needsTls } from '@/lib/security-profiles'
import type { CreatedCharger } from '@/lib/types'

/** The exact address and password, each with a copy button; the QR code holds the address only. */
export function AddressStep({ draft, created }: { draft: Draft; created: CreatedCharger | null }) {
  const config = useConfig()
  const name = draft.name.trim()
  if (!config) return null
  const plain = chargePointAddress(name, config)
  const address = needsTls(draft.profile) ? plain.replace(/^ws:/, 'wss:') : plain
  return (
    <div className="mt-3 flex flex-col gap-6 sm:flex-row">
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <Field id="address" label={t('Server address')} note={t('OCPP 1.6 JSON')} value={address}>
          <CopyButton
            value={address}
            what={t('address')}
            variant={created ? 'default' : 'outline'}
            className="w-full sm:w-24"
          />
        </Field>
        {hasPassword(draft.profile) && <PasswordField password={created?.password ?? null} />}
        <p className="text-xs text-muted-foreground">
          {rich(
            'User name, where the charger asks for one: <b>{name}</b>. Some chargers add the name to the address themselves; then leave off <path>/{name}</path>.',
            {
              name,
              b: (text) => <b className="font-medium text-foreground">{text}</b>,
              path: (text) => <span className="font-mono text-foreground">{text}</span>,
            },
          )}
        </p>
      </div>
      <figure className="shrink-0 text-center text-xs text-muted-foreground max-sm:hidden">
        <QrCode text={address} label={t('QR code of {address}', { address })} />
        <figcaption className="mt-2">{t('Scan the address')}</figcaption>
      </figure>
    </div>
  )
}

function PasswordField({ password }: { password: string | null }) {
  return (
    <Field
      id="password"
      label={t('Password')}
      note={password ? t('Shown once, so keep it now') : t('Made when you add the charger')}
      value={password ?? ''}
      placeholder="••••••••••••••••"
    >
      {password && <CopyButton value={password} what={t('password')} className="w-full sm:w-24" />}
    </Field>
  )
}

interface FieldProps {
  id: string
  label: string
  note: string
  value: string
  placeholder?: string
  children: ReactNode
}

function Field({ id, label, note, value, placeholder, children }: FieldProps) {
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <Label htmlFor={id}>{label}</Label>
        <span className="text-xs text-muted-foreground">{note}</span>
      </div>
      <div className="mt-1.5 flex flex-wrap gap-2 sm:flex-nowrap">
        <Input
          id={id}
          readOnly
          value={value}
          placeholder={placeholder}
          onFocus={(event) => event.target.select()}
          className="font-mono text-xs"
        />
        {children}
      </div>
    </div>
  )
}
