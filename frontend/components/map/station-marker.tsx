'use client'

import type { ComponentProps } from 'react'

import { StatusIcon, statusTone } from '@/components/status-badge'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { stationSeverity, stationStatus, stationWords } from '@/lib/station-status'
import type { StationOnMap } from '@/lib/types'
import { cn } from '@/lib/utils'

const worstOf = (stations: StationOnMap[]): StationOnMap | undefined =>
  stations.reduce<StationOnMap | undefined>(
    (worst, one) => (worst && stationSeverity(worst) >= stationSeverity(one) ? worst : one),
    undefined,
  )

/** "Lindenhof: 1 faulted", "12 stations, the worst: 1 faulted". */
function markerName(stations: StationOnMap[], worst: StationOnMap): string {
  const state = stationWords(worst)
  if (stations.length === 1) return t('{name}: {state}', { name: worst.name, state })
  return t('{count, number} stations, the worst: {state}', { count: stations.length, state })
}

interface StationMarkerProps extends ComponentProps<'button'> {
  stations: StationOnMap[]
}

const SHAPE =
  'flex h-8 min-w-8 items-center justify-center gap-1 rounded-full border-2 border-card px-1.5 font-sans text-xs font-semibold tabular-nums shadow-pop'

/** One station, or several as one: the worst status in colour and icon, the number in words. */
export function StationMarker({ stations, className, ...props }: StationMarkerProps) {
  const worst = worstOf(stations)
  if (!worst) return null
  const { soft, text } = statusTone(stationStatus(worst))
  const name = markerName(stations, worst)
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      className={cn(
        SHAPE,
        'cursor-pointer transition-transform hover:scale-110 data-[selected=true]:ring-2 data-[selected=true]:ring-ring motion-reduce:hover:scale-100',
        soft,
        text,
        className,
      )}
      {...props}
    >
      <Sign stations={stations} worst={worst} />
    </button>
  )
}

/** The same on a map that is only to look at. */
export function StillMarker({ stations }: { stations: StationOnMap[] }) {
  const worst = worstOf(stations)
  if (!worst) return null
  const { soft, text } = statusTone(stationStatus(worst))
  return (
    <span role="img" aria-label={markerName(stations, worst)} className={cn(SHAPE, soft, text)}>
      <Sign stations={stations} worst={worst} />
    </span>
  )
}

function Sign({ stations, worst }: { stations: StationOnMap[]; worst: StationOnMap }) {
  return (
    <>
      <StatusIcon status={stationStatus(worst)} />
      {stations.length > 1 && formatNumber(stations.length)}
    </>
  )
}
