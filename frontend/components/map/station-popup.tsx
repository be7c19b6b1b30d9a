'use client'

import { ArrowRightIcon } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'

import { Skeleton } from '@/components/ui/skeleton'
import { stationHref } from '@/components/stations/station-columns'
import { StationState } from '@/components/stations/station-state'
import { formatLimit, formatPower } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useStationsById } from '@/lib/queries/stations'
import type { Station, StationOnMap } from '@/lib/types'

/** What is known of the stations at one place, each with the way to its page. */
export function StationPopup({ stations }: { stations: StationOnMap[] }) {
  const whole = useStationsById(useMemo(() => stations.map(({ id }) => id), [stations]))
  return (
    <ul className="grid max-h-72 gap-3 overflow-y-auto">
      {stations.map((station) => (
        <li key={station.id} className="grid gap-1.5">
          <Link
            href={stationHref(station)}
            className="flex items-center justify-between gap-2 font-semibold hover:underline"
          >
            {station.name} <ArrowRightIcon aria-hidden="true" className="size-4 shrink-0" />
          </Link>
          {station.address && <p className="text-muted-foreground">{station.address}</p>}
          <StationState station={station} />
          <Figures station={whole.find(({ id }) => id === station.id)} />
        </li>
      ))}
    </ul>
  )
}

/** What the map is not told of all. */
function Figures({ station }: { station: Station | undefined }) {
  if (!station) return <Skeleton className="h-5" />
  return <p className="text-muted-foreground tabular-nums">{figures(station)}</p>
}

function figures({ connectors_available, connectors_total, power_w, power_limit_w }: Station): string {
  const free = { free: connectors_available, total: connectors_total, power: formatPower(power_w) }
  if (power_limit_w === null) {
    return t('{free, number} of {total, number} connectors free, {power} now', free)
  }
  return t('{free, number} of {total, number} connectors free, {power} of {limit} now', {
    ...free,
    limit: formatLimit(power_limit_w),
  })
}
