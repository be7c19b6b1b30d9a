import { Map as MapLibre, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import { feature, mesh } from 'topojson-client'

import { mapColors } from '@/components/map/map-colors'
import { t } from '@/lib/i18n'

// From our own origin, as a file: the security policy wants no worker that is made of text.
setWorkerUrl(new URL('maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url).href)

const FARTHEST = 1
const NEAREST = 17

/** Land and borders from Natural Earth, which come with the dashboard: no foreign host is asked. */
async function geography() {
  const { default: atlas } = await import('world-atlas/countries-50m.json')
  return {
    land: feature(atlas, atlas.objects.land),
    borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b),
  }
}

interface BaseMapOptions {
  /** Only to look at. */
  still: boolean
}

/** A map with nothing on it yet. Throws where there is no WebGL. */
export function makeBaseMap(container: HTMLElement, { still }: BaseMapOptions): MapLibre {
  const { water } = mapColors()
  const map = new MapLibre({
    container,
    style: {
      version: 8,
      sources: {},
      layers: [{ id: 'water', type: 'background', paint: { 'background-color': water } }],
    },
    minZoom: FARTHEST,
    maxZoom: NEAREST,
    interactive: !still,
    attributionControl: false,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    locale: { 'Map.Title': t('Map') },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left')
  map.once('load', () => void draw(map))
  return map
}

async function draw(map: MapLibre): Promise<void> {
  const { land, borders } = await geography()
  // It may have been taken off the page meanwhile.
  if (!map.getContainer().isConnected) return
  map.addSource('land', { type: 'geojson', data: land })
  map.addSource('borders', { type: 'geojson', data: borders })
  const colors = mapColors()
  map.addLayer({ id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colors.land } })
  map.addLayer({ id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colors.coast } })
  map.addLayer({ id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': colors.border } })
}

/** In the colours of the theme that is on now. */
export function paint(map: MapLibre): void {
  const colors = mapColors()
  map.setPaintProperty('water', 'background-color', colors.water)
  if (!map.getLayer('land')) return
  map.setPaintProperty('land', 'fill-color', colors.land)
  map.setPaintProperty('coast', 'line-color', colors.coast)
  map.setPaintProperty('borders', 'line-color', colors.border)
}
