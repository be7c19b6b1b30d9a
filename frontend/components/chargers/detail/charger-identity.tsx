import { EvChargerIcon } from 'lucide-react'

import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Badge } from '@/components/ui/badge'
import { deviceName } from '@/lib/device-name'
import { rich, t } from '@/lib/i18n'
import { chargerStatus } from '@/lib/status'
import type { Charger } from '@/lib/types'

/** "Hafenpark Depot, bay 7"; on the phone the device and its firmware follow. */
export function placeOf(charger: Charger, long = false): string {
  const { station_name, name, firmware_version } = charger
  const named = station_name && name?.startsWith(station_name) ? [name] : [station_name, name]
  const place = named.filter(Boolean).join(', ') || t('Belongs to no station')
  if (!long) return place
  const device = [
    deviceName(charger),
    firmware_version && t('firmware {version}', { version: firmware_version }),
  ].filter(Boolean)
  return device.length > 0 ? `${place}. ${device.join(', ')}` : place
}

export function ChargerIdentity({ charger }: { charger: Charger }) {
  return (
    <div className="flex min-w-0 items-center gap-4">
      <span className="grid size-11 shrink-0 place-items-center rounded-lg border bg-card shadow-card">
        <EvChargerIcon aria-hidden="true" className="size-6 text-muted-foreground" strokeWidth={1.75} />
      </span>
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2.5">
          <h1 className="text-xl font-semibold">{charger.charge_point_id}</h1>
          <Badges charger={charger} />
          <LastMessage charger={charger} />
        </div>
        <p className="truncate text-muted-foreground">{placeOf(charger)}</p>
      </div>
    </div>
  )
}

export function PhoneIdentity({ charger }: { charger: Charger }) {
  return (
    <div className="flex items-center gap-2.5">
      <h1 className="truncate text-lg font-semibold">{charger.charge_point_id}</h1>
      <StatusBadge status={chargerStatus(charger)} />
    </div>
  )
}

function Badges({ charger }: { charger: Charger }) {
  const { registration_status, simulated, status } = charger
  return (
    <>
      <StatusBadge status={chargerStatus(charger)} />
      {charger.online && status === 'Faulted' && <StatusBadge status="faulted" />}
      {registration_status === 'Pending' && <StatusBadge status="preparing" label={t('Boot pending')} />}
      {registration_status === 'Rejected' && <StatusBadge status="refused" label={t('Boot rejected')} />}
      {simulated && <Badge variant="outline">{t('Simulated')}</Badge>}
    </>
  )
}

function LastMessage({ charger: { last_seen_at } }: { charger: Charger }) {
  return (
    <span className="text-muted-foreground tabular-nums">
      {last_seen_at
        ? rich('last message {ago}', { ago: <Time style="ago" value={last_seen_at} /> })
        : t('has never called')}
    </span>
  )
}
