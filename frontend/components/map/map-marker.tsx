'use client'

import { Marker, type Map as MapLibre } from 'maplibre-gl'
import { useEffect, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

import type { Coordinates } from '@/lib/coordinates'

interface MapMarkerProps {
  map: MapLibre
  at: Coordinates
  children: ReactNode
}

/** Puts children on the map; they stay elements of the page, which keyboard and screen reader find. */
export function MapMarker({ map, at: { latitude, longitude }, children }: MapMarkerProps) {
  const [element] = useState(() => document.createElement('div'))
  useEffect(() => {
    const marker = new Marker({ element }).setLngLat([longitude, latitude]).addTo(map)
    return () => void marker.remove()
  }, [map, element, latitude, longitude])
  return createPortal(children, element)
}
