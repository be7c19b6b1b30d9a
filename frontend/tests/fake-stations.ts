import { stationStatus } from '@/lib/station-status'
import type { Station, StationPage, StationSummary } from '@/lib/types'

const ORDERS: Record<string, (station: Station) => string | number> = {
  name: ({ name }) => name.toLowerCase(),
  chargers_total: ({ chargers_total }) => chargers_total,
}
const STATES: Record<string, string> = { never_connected: 'never', empty: 'unknown' }

/** Stations as the server searches, narrows and sorts them, in one page. */
export function fakeStations(stations: () => Station[]) {
  const found = (url: URL) => {
    const text = (url.searchParams.get('search') ?? '').toLowerCase()
    const status = url.searchParams.get('status')
    const ids = url.searchParams.getAll('id')
    return stations().filter(
      (station) =>
        `${station.name} ${station.address ?? ''}`.toLowerCase().includes(text) &&
        (!status || stationStatus(station) === (STATES[status] ?? status)) &&
        (ids.length === 0 || ids.includes(station.id)),
    )
  }
  const one = (id: string) => () => {
    const station = stations().find((candidate) => candidate.id === id)
    return station ? { body: station } : { status: 404, body: { title: 'Not found' } }
  }
  return {
    'GET /api/admin/stations': ({ url }: { url: URL }) => {
      const sort = url.searchParams.get('sort') ?? 'name'
      const key = ORDERS[sort.replace(/^-/, '')] ?? (() => 0)
      const sign = sort.startsWith('-') ? -1 : 1
      const items = found(url).toSorted((a, b) => (key(a) < key(b) ? -sign : sign))
      return { body: { items, next_cursor: null } satisfies StationPage }
    },
    'GET /api/admin/stations/summary': ({ url }: { url: URL }) => {
      const those = found(url)
      const chargers = those.reduce((sum, { chargers_total }) => sum + chargers_total, 0)
      return { body: { total: those.length, chargers } satisfies StationSummary }
    },
    'GET /api/admin/stations/map': () => ({ body: { items: stations() } }),
    ...Object.fromEntries(stations().map(({ id }) => [`GET /api/admin/stations/${id}`, one(id)])),
  }
}
