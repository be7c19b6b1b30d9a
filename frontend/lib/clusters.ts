import type { Coordinates } from '@/lib/coordinates'

/** The side of the whole world at zoom 0, in pixels, as MapLibre draws it. */
const WORLD = 512

/** Markers nearer than this would cover each other. */
const NEAR = 48

export interface Placed extends Coordinates {
  id: string
}

export interface Cluster<Item extends Placed> extends Coordinates {
  /** The same as long as its first member leads it. */
  id: string
  members: Item[]
}

interface Point {
  x: number
  y: number
}

/** Where Web Mercator puts a place, in pixels of the whole world at this zoom. */
export function project({ latitude, longitude }: Coordinates, zoom: number): Point {
  const size = WORLD * 2 ** zoom
  const sine = Math.sin((latitude * Math.PI) / 180)
  return {
    x: (longitude / 360 + 0.5) * size,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size,
  }
}

const cell = ({ x, y }: Point) => [Math.floor(x / NEAR), Math.floor(y / NEAR)] as const

/** The cluster near a point, from the cells around it. */
function near<Item extends Placed>(
  grid: ReadonlyMap<string, Grown<Item>[]>,
  point: Point,
): Grown<Item> | undefined {
  const [column, row] = cell(point)
  for (const dx of [0, -1, 1]) {
    for (const dy of [0, -1, 1]) {
      const found = grid
        .get(`${column + dx}:${row + dy}`)
        ?.find(({ point: { x, y } }) => Math.hypot(x - point.x, y - point.y) < NEAR)
      if (found) return found
    }
  }
  return undefined
}

interface Grown<Item> {
  point: Point
  members: Item[]
}

/** Joins places that would cover each other at this zoom; the first of each group says where it is. */
export function clusters<Item extends Placed>(items: Item[], zoom: number): Cluster<Item>[] {
  const grid = new Map<string, Grown<Item>[]>()
  const found: Grown<Item>[] = []
  for (const item of items) {
    const point = project(item, zoom)
    const known = near(grid, point)
    if (known) {
      known.members.push(item)
      continue
    }
    const grown = { point, members: [item] }
    const key = cell(point).join(':')
    grid.set(key, [...(grid.get(key) ?? []), grown])
    found.push(grown)
  }
  return found.flatMap(({ members }) => {
    const [first] = members
    return first ? [{ id: first.id, ...middle(members), members }] : []
  })
}

export type Bounds = [west: number, south: number, east: number, north: number]

/** Null when there is no place. */
export function boundsOf(places: Coordinates[]): Bounds | null {
  if (places.length === 0) return null
  const longitudes = places.map(({ longitude }) => longitude)
  const latitudes = places.map(({ latitude }) => latitude)
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)]
}

export const isWithin = ({ latitude, longitude }: Coordinates, [west, south, east, north]: Bounds): boolean =>
  west <= longitude && longitude <= east && south <= latitude && latitude <= north

/** With a share of its size more on each side. */
export function widen([west, south, east, north]: Bounds, share: number): Bounds {
  const [x, y] = [(east - west) * share, (north - south) * share]
  return [west - x, south - y, east + x, north + y]
}

function middle(places: Coordinates[]): Coordinates {
  const sum = (of: (place: Coordinates) => number) => places.reduce((total, place) => total + of(place), 0)
  return {
    latitude: sum(({ latitude }) => latitude) / places.length,
    longitude: sum(({ longitude }) => longitude) / places.length,
  }
}
