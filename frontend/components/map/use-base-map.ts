'use client'

import type { Map as MapLibre } from 'maplibre-gl'
import { useTheme } from 'next-themes'
import { useCallback, useEffect, useState, type RefCallback } from 'react'

import { makeBaseMap, paint } from '@/components/map/base-map'

interface BaseMap {
  /** For the element that the map fills. */
  attach: RefCallback<HTMLElement>
  /** Null until there is one. */
  map: MapLibre | null
  /** The browser has no WebGL. */
  missing: boolean
}

export function useBaseMap(still: boolean): BaseMap {
  const [map, setMap] = useState<MapLibre | null>(null)
  const [missing, setMissing] = useState(false)
  const { resolvedTheme } = useTheme()

  const attach = useCallback(
    (container: HTMLElement) => {
      const made = attempt(container, still)
      if (!made) {
        setMissing(true)
        return
      }
      setMap(made)
      return () => {
        setMap(null)
        made.remove()
      }
    },
    [still],
  ) as RefCallback<HTMLElement>

  useEffect(() => {
    if (!map) return
    const repaint = () => paint(map)
    // The class on the document changes in the same turn; a map that still loads would not hear of it.
    if (map.isStyleLoaded()) requestAnimationFrame(repaint)
    else void map.once('idle', repaint)
    return () => void map.off('idle', repaint)
  }, [map, resolvedTheme])

  return { attach, map, missing }
}

/** Making one fails where there is no WebGL, or none left, and for nothing else. */
function attempt(container: HTMLElement, still: boolean): MapLibre | null {
  try {
    return makeBaseMap(container, { still })
  } catch {
    return null
  }
}
