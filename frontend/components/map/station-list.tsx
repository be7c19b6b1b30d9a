'use client'

import { LocateFixedIcon, MapPinPlusIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'

import { May } from '@/components/auth/may'
import { stationHref } from '@/components/stations/station-columns'
import { StationState } from '@/components/stations/station-state'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { coordinatesOf } from '@/lib/coordinates'
import { t } from '@/lib/i18n'
import { stationSeverity } from '@/lib/station-status'
import type { Station } from '@/lib/types'
import { cn } from '@/lib/utils'

interface StationListProps {
  stations: Station[]
  selected: string | null
  onSelect: (id: string) => void
}

const worstFirst = (a: Station, b: Station) =>
  stationSeverity(b) - stationSeverity(a) || a.name.localeCompare(b.name)

/** The same stations as on the map, what needs somebody first; last those that have no place yet. */
export function StationList({ stations, selected, onSelect }: StationListProps) {
  const sorted = stations.toSorted(worstFirst)
  const placed = sorted.filter((station) => coordinatesOf(station))
  const lost = sorted.filter((station) => !coordinatesOf(station))
  return (
    <>
      <ul aria-label={t('Stations on the map')}>
        {placed.map((station) => (
          <Entry key={station.id} station={station} selected={station.id === selected}>
            <Button
              variant="ghost"
              size="icon-xs"
              className="max-md:size-10"
              aria-label={t('Show {name} on the map', { name: station.name })}
              onClick={() => onSelect(station.id)}
            >
              <LocateFixedIcon />
            </Button>
          </Entry>
        ))}
      </ul>
      {lost.length > 0 && (
        <section className="border-t">
          <h2 className="bg-muted/50 px-4 py-2 text-xs font-medium text-muted-foreground">
            {t('Not on the map yet')}
          </h2>
          <ul>
            {lost.map((station) => (
              <Entry key={station.id} station={station} selected={false}>
                <AddCoordinates station={station} />
              </Entry>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

interface EntryProps {
  station: Station
  selected: boolean
  children: ReactNode
}

function Entry({ station, selected, children }: EntryProps) {
  return (
    <li
      data-state={selected ? 'selected' : undefined}
      className={cn(
        'flex items-start justify-between gap-2 border-b py-2.5 pr-2 pl-4 last:border-b-0',
        selected && 'bg-charging-soft/60 shadow-[inset_2px_0_0_var(--charging)]',
      )}
    >
      <div className="grid min-w-0 gap-1">
        <Link
          href={stationHref(station)}
          prefetch={false}
          className="truncate font-medium underline-offset-4 hover:underline"
        >
          {station.name}
        </Link>
        {station.address && <p className="truncate text-muted-foreground">{station.address}</p>}
        <StationState station={station} />
      </div>
      {children}
    </li>
  )
}

function AddCoordinates({ station: { id, name } }: { station: Station }) {
  const [, setEdit] = useQueryState('edit', parseAsString)
  return (
    <May right="operate">
      <Button variant="outline" size="xs" className="max-md:h-10" onClick={() => void setEdit(id)}>
        <MapPinPlusIcon /> {t('Add coordinates')} <span className="sr-only">{name}</span>
      </Button>
    </May>
  )
}

export function StationListSkeleton() {
  return (
    <div className="grid gap-4 p-4" aria-busy="true">
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} className="h-15" />
      ))}
    </div>
  )
}
