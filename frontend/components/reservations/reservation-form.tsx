'use client'

import { useId, useState, type SyntheticEvent, type ReactNode } from 'react'

import { TagPicker } from '@/components/commands/tag-picker'
import { DeedLife } from '@/components/reservations/deed-life'
import {
  reservesAnyConnector,
  STATES,
  supportsReservations,
} from '@/components/reservations/reservation-words'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { DialogFooter } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { toLocalInput } from '@/lib/form-fields'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useConfiguration } from '@/lib/queries/charger-detail'
import { useCreateReservation } from '@/lib/queries/reservations'
import { detailWords } from '@/lib/said'
import type { Charger } from '@/lib/types'

const HALF_AN_HOUR = 30 * 60_000
const ANY = '0'

interface ReservationFormProps {
  charger: Charger
  onClose: () => void
}

export function ReservationForm({ charger, onClose }: ReservationFormProps) {
  const keys = useConfiguration(charger.id).data?.items ?? []
  const refusal = refusalOf(charger, supportsReservations(keys))
  const connectors = charger.connectors.map(({ connector_id }) => connector_id).filter((number) => number > 0)
  const any = reservesAnyConnector(keys)
  const [connector, setConnector] = useState(String(connectors[0] ?? 1))
  const [tag, setTag] = useState('')
  const [until, setUntil] = useState(() => toLocalInput(new Date(Date.now() + HALF_AN_HOUR).toISOString()))
  const create = useCreateReservation()
  const ends = new Date(until)
  const ready = !refusal && tag !== '' && !Number.isNaN(ends.getTime())
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    create.mutate({
      charger_id: charger.id,
      connector_id: Number(connector),
      id_tag: tag,
      expires_at: ends.toISOString(),
    })
  }
  if (refusal) return <p role="alert">{refusal}</p>
  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('Connector')}>
          {(id) => (
            <Select value={connector} onValueChange={setConnector}>
              <SelectTrigger id={id} className="w-full">
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {connectors.map((number) => (
                  <SelectItem key={number} value={String(number)}>
                    {t('Connector {number}', { number })}
                  </SelectItem>
                ))}
                {any && <SelectItem value={ANY}>{t('Any connector')}</SelectItem>}
              </SelectContent>
            </Select>
          )}
        </Field>
        <Field label={t('Until')}>
          {(id) => (
            <Input
              id={id}
              type="datetime-local"
              value={until}
              onChange={({ target }) => setUntil(target.value)}
            />
          )}
        </Field>
      </div>
      <Field label={t('Id tag')}>
        {(id) => <TagPicker id={id} value={tag} onChange={setTag} className="md:h-10" />}
      </Field>
      <DeedLife
        chargerId={charger.id}
        operation="ReserveNow"
        asked={!create.isIdle}
        waiting={create.isPending}
      />
      {create.data && (
        <p role="status" className="flex items-center gap-2">
          <StatusBadge status={STATES[create.data.state].status} label={t(STATES[create.data.state].label)} />
          {detailWords(create.data)}
        </p>
      )}
      {create.error && (
        <p role="alert" className="text-destructive">
          {describeError(create.error)}
        </p>
      )}
      <DialogFooter>
        <Button variant="outline" size="lg" onClick={onClose}>
          {create.data ? t('Close') : t('Cancel')}
        </Button>
        {create.data?.state !== 'active' && (
          <Button type="submit" size="lg" disabled={!ready || create.isPending}>
            {t('Reserve connector')}
          </Button>
        )}
      </DialogFooter>
    </form>
  )
}

/** Why nothing can be reserved there; null when it can be asked for. */
function refusalOf({ online, charge_point_id: name }: Charger, supported: boolean): string | null {
  if (!supported) return t('{name} does not support reservations. Choose another charger.', { name })
  if (!online) return t('{name} is offline. A reservation is made by the charger itself.', { name })
  return null
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="grid content-start gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      {children(id)}
    </div>
  )
}
