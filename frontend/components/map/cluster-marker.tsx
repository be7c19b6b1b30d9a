'use client'

import type { Map as MapLibre } from 'maplibre-gl'

import { MapMarker } from '@/components/map/map-marker'
import type { PlacedStation } from '@/components/map/station-map'
import { StationMarker, StillMarker } from '@/components/map/station-marker'
import { StationPopup } from '@/components/map/station-popup'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { boundsOf, type Cluster } from '@/lib/clusters'
import { t } from '@/lib/i18n'

interface ClusterMarkerProps {
  map: MapLibre
  cluster: Cluster<PlacedStation>
  selected: string | null
  onSelect?: (id: string | null) => void
}

/** Several places open by going nearer; one opens what is known of it. */
export function ClusterMarker({ map, cluster, selected, onSelect }: ClusterMarkerProps) {
  const stations = cluster.members.map(({ station }) => station)
  const bounds = boundsOf(cluster.members)
  const apart = bounds !== null && (bounds[0] !== bounds[2] || bounds[1] !== bounds[3])
  const chosen = cluster.members.some(({ id }) => id === selected)
  if (!onSelect) {
    return (
      <MapMarker map={map} at={cluster}>
        <StillMarker stations={stations} />
      </MapMarker>
    )
  }
  return (
    <MapMarker map={map} at={cluster}>
      {apart ? (
        <StationMarker
          stations={stations}
          data-selected={chosen}
          onClick={() => map.fitBounds(bounds, { padding: 72, duration: 180 })}
        />
      ) : (
        <OpenMarker
          stations={stations}
          open={chosen}
          onOpenChange={(open) => onSelect(open ? cluster.id : null)}
        />
      )}
    </MapMarker>
  )
}

interface OpenMarkerProps {
  stations: PlacedStation['station'][]
  open: boolean
  onOpenChange: (open: boolean) => void
}

function OpenMarker({ stations, open, onOpenChange }: OpenMarkerProps) {
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <StationMarker stations={stations} data-selected={open} />
      </PopoverTrigger>
      <PopoverContent aria-label={t('Station')} side="top" className="w-64">
        <StationPopup stations={stations} />
      </PopoverContent>
    </Popover>
  )
}
