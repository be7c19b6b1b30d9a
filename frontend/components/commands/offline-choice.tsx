'use client'

import { useId, useState } from 'react'

import { Label } from '@/components/ui/label'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { msg, t } from '@/lib/i18n'
import type { Charger } from '@/lib/types'

const NOT_AT_ALL = '0'
const HOUR = 3600

/** For how many seconds a command may wait; the server lets a start or an unlock wait five minutes at most. */
const WAITS: { value: string; label: string }[] = [
  { value: String(HOUR), label: msg('Send it when it is back, within an hour') },
  { value: String(24 * HOUR), label: msg('Send it when it is back, within a day') },
  { value: NOT_AT_ALL, label: msg('Do not send it') },
]

interface OfflineChoiceState {
  offline: boolean
  value: string
  choose: (value: string) => void
  /** Undefined: it does not wait. */
  validFor: number | undefined
  /** What the button says while it is on its way. */
  waiting: string
}

/** What becomes of a command for a charger that is away. */
export function useOfflineChoice({ online }: Charger): OfflineChoiceState {
  const [value, choose] = useState(String(HOUR))
  const waits = !online && value !== NOT_AT_ALL
  return {
    offline: !online,
    value,
    choose,
    validFor: waits ? Number(value) : undefined,
    waiting: online ? t('Waiting for the charger') : t('Waiting for the server'),
  }
}

export function OfflineChoice({ offline, value, choose }: OfflineChoiceState) {
  const id = useId()
  if (!offline) return null
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{t('As long as it is offline')}</Label>
      <Select value={value} onValueChange={choose}>
        <SelectTrigger id={id} className="w-full" aria-describedby={`${id}-help`}>
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {WAITS.map((wait) => (
            <SelectItem key={wait.value} value={wait.value}>
              {t(wait.label)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <p id={`${id}-help`} className="text-xs text-muted-foreground">
        {t('A remote start or an unlock waits five minutes at most.')}
      </p>
    </div>
  )
}
