'use client'

import { LocateFixedIcon, MapPinPlusIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'

import { May } from '@/components/auth/may'
import { stationHref } from '@/components/stations/station-columns'
import { StationState } from '@/components/stations/station-state'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { coordinatesOf } from '@/lib/coordinates'
import { t } from '@/lib/i18n'
import { stationSeverity } from '@/lib/station-status'
import type { StationOnMap } from '@/lib/types'
import { cn } from '@/lib/utils'

interface StationListProps {
  stations: StationOnMap[]
  selected: string | null
  onSelect: (id: string) => void
}

/** As many as fill a few screens; the others come when one gets there. */
const PART = 60

/** Of those that are alike the order stays, which is by name. */
const worstFirst = (a: StationOnMap, b: StationOnMap) => stationSeverity(b) - stationSeverity(a)

/** The same stations as on the map, what needs somebody first; last those that have no place yet. */
export function StationList({ stations, selected, onSelect }: StationListProps) {
  const [shown, setShown] = useState(PART)
  const sorted = useMemo(() => stations.toSorted(worstFirst), [stations])
  const onMap = sorted.filter((station) => coordinatesOf(station))
  const placed = onMap.slice(0, shown)
  const lost = sorted.filter((station) => !coordinatesOf(station)).slice(0, Math.max(0, shown - onMap.length))
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
      {shown < sorted.length && <More key={shown} onMore={() => setShown(shown + PART)} />}
    </>
  )
}

/** Comes by itself when it is seen. */
function More({ onMore }: { onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  const more = useRef(onMore)
  useEffect(() => {
    const watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) more.current()
    })
    if (button.current) watch.observe(button.current)
    return () => watch.disconnect()
  }, [])
  return (
    <div className="p-2">
      <Button ref={button} variant="ghost" className="w-full max-md:h-10" onClick={onMore}>
        {t('Show more')}
      </Button>
    </div>
  )
}

interface EntryProps {
  station: StationOnMap
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

function AddCoordinates({ station: { id, name } }: { station: StationOnMap }) {
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
