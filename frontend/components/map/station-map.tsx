'use client'

import 'maplibre-gl/dist/maplibre-gl.css'

import type { Map as MapLibre } from 'maplibre-gl'
import { useEffect, useMemo, useRef, useState } from 'react'

import { ClusterMarker } from '@/components/map/cluster-marker'
import { NoWebGl } from '@/components/map/no-web-gl'
import { ZoomButtons } from '@/components/map/zoom-buttons'
import { useBaseMap } from '@/components/map/use-base-map'
import { boundsOf, clusters, isWithin, widen, type Bounds, type Placed } from '@/lib/clusters'
import { coordinatesOf } from '@/lib/coordinates'
import { t } from '@/lib/i18n'
import type { StationOnMap } from '@/lib/types'

/** As near as one station is shown: its part of the town; to look at, its part of the country. */
const NEAR_ZOOM = 12
const STILL_ZOOM = 5

/** So much of the view is kept ready on each side. */
const MARGIN = 0.25

export type PlacedStation = Placed & { station: StationOnMap }

interface StationMapProps {
  stations: StationOnMap[]
  /** The one that is opened on the map. */
  selected?: string | null
  /** Without it the map is only to look at. */
  onSelect?: (id: string | null) => void
}

const place = (station: StationOnMap): PlacedStation[] => {
  const at = coordinatesOf(station)
  return at ? [{ id: station.id, ...at, station }] : []
}

/** Stations on a map of land and borders; those that would cover each other are one marker. */
export default function StationMap({ stations, selected = null, onSelect }: StationMapProps) {
  const { attach, map, missing } = useBaseMap(!onSelect)
  const placed = useMemo(() => stations.flatMap(place), [stations])
  const view = useView(map)
  const groups = useMemo(
    () => (view ? clusters(placed, view.zoom).filter((group) => isWithin(group, view.bounds)) : []),
    [placed, view],
  )
  useFit(map, placed, onSelect ? NEAR_ZOOM : STILL_ZOOM)
  useGoTo(map, placed, selected)
  if (missing) return <NoWebGl />
  return (
    <div className="relative h-full w-full">
      <div ref={attach} className="h-full w-full" />
      {map &&
        groups.map((group) => (
          <ClusterMarker
            key={group.id}
            map={map}
            cluster={group}
            selected={selected}
            {...(onSelect && { onSelect })}
          />
        ))}
      {map && onSelect && <ZoomButtons map={map} />}
      <p className="pointer-events-none absolute right-1.5 bottom-1 text-2xs text-muted-foreground">
        {t('Land and borders: Natural Earth')}
      </p>
    </div>
  )
}

interface View {
  zoom: number
  bounds: Bounds
}

/** What is seen when the map rests, with a margin; null until there is one. */
function useView(map: MapLibre | null): View | null {
  const [view, setView] = useState<View | null>(null)
  useEffect(() => {
    if (!map) return
    const rested = () => {
      const seen = map.getBounds()
      const bounds: Bounds = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()]
      setView({ zoom: map.getZoom(), bounds: widen(bounds, MARGIN) })
    }
    rested()
    map.on('moveend', rested)
    return () => void map.off('moveend', rested)
  }, [map])
  return map ? view : null
}

/** Shows all of them, anew whenever they are others. */
function useFit(map: MapLibre | null, placed: PlacedStation[], maxZoom: number): void {
  const latest = useRef(placed)
  useEffect(() => {
    latest.current = placed
  })
  const which = useMemo(
    () => placed.map(({ id, latitude, longitude }) => `${id} ${latitude} ${longitude}`).join(),
    [placed],
  )
  useEffect(() => {
    const bounds = boundsOf(latest.current)
    if (map && bounds) map.fitBounds(bounds, { padding: 56, maxZoom, animate: false })
  }, [map, which, maxZoom])
}

function useGoTo(map: MapLibre | null, placed: PlacedStation[], selected: string | null): void {
  const target = placed.find(({ id }) => id === selected)
  const { latitude, longitude } = target ?? {}
  useEffect(() => {
    if (!map || latitude === undefined || longitude === undefined) return
    map.easeTo({ center: [longitude, latitude], zoom: Math.max(map.getZoom(), NEAR_ZOOM), duration: 180 })
  }, [map, latitude, longitude])
}
