'use client'

import { useId, useState } from 'react'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import type { ChargerDeedProps } from '@/components/chargers/bulk/charger-bulk'
import { commandDeed, nameOf, skipOffline } from '@/components/chargers/bulk/command-deed'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { t } from '@/lib/i18n'

/** OCPP 1.6, 6.13: so long a key and a value may be. */
const KEY_LENGTH = 50
const VALUE_LENGTH = 500

export function SetKey({ chargers, onDone, onClose }: ChargerDeedProps) {
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  return (
    <BulkDialog
      title={t('Set a configuration key')}
      description={t('The same value on each of them. A charger may refuse it, or want a restart first.')}
      items={chargers}
      nameOf={nameOf}
      skip={skipOffline}
      ready={key.trim() !== ''}
      action={(count) =>
        t('{count, plural, one {Set it on # charger} other {Set it on # chargers}}', { count })
      }
      deed={commandDeed('ChangeConfiguration', { key: key.trim(), value })}
      onDone={onDone}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('Key')} value={key} onChange={setKey} maxLength={KEY_LENGTH} />
        <TextField label={t('Value')} value={value} onChange={setValue} maxLength={VALUE_LENGTH} />
      </div>
    </BulkDialog>
  )
}

interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  maxLength: number
}

function TextField({ label, value, onChange, maxLength }: TextFieldProps) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        value={value}
        maxLength={maxLength}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  )
}
