import { isFor } from '@/lib/firmware-plan'
import type { Charger, ChargerKind, Firmware } from '@/lib/types'

import type { Answer } from './fake-server'

const KIND = ['vendor', 'model', 'firmware_version', 'security_profile'] as const
const ORDERS: Record<string, (charger: Charger) => string | number | null> = {
  charge_point_id: ({ charge_point_id }) => charge_point_id,
  security_profile: ({ security_profile }) => security_profile,
  station: ({ station_name }) => station_name,
}
const faulted = ({ connectors }: Charger) => connectors.some(({ status }) => status === 'Faulted')
const STATES: Record<string, (charger: Charger) => boolean> = {
  online: ({ online }) => online,
  charging: ({ online, connectors }) => online && connectors.some(({ status }) => status === 'Charging'),
  broken: (charger) => faulted(charger) || (!charger.online && charger.last_seen_at !== null),
}

function selected(chargers: Charger[], { searchParams: query }: URL, meantFor?: Firmware): Charger[] {
  const search = query.get('search')?.toLowerCase() ?? ''
  const state = query.get('status')
  const station = query.get('station_id')
  const profiles = query.getAll('security_profile').map(Number)
  const ids = query.getAll('id')
  const model = query.get('model')
  const running = query.get('not_running')
  return chargers.filter(
    (charger) =>
      [charger.charge_point_id, charger.name, charger.station_name, charger.model]
        .join(' ')
        .toLowerCase()
        .includes(search) &&
      (!state || STATES[state]?.(charger)) &&
      (!station || charger.station_id === station) &&
      (profiles.length === 0 || profiles.includes(charger.security_profile)) &&
      (!model || charger.model === model) &&
      (!running || charger.firmware_version !== running) &&
      (!query.has('fits') || !meantFor || isFor(meantFor, charger)) &&
      (ids.length === 0 || ids.includes(charger.id)),
  )
}

function sorted(chargers: Charger[], sort: string): Charger[] {
  const by = ORDERS[sort.replace('-', '')]
  if (!by) throw new Error(`The fake fleet does not sort by ${sort}`)
  const compare = (a: Charger, b: Charger) =>
    String(by(a)).localeCompare(String(by(b)), undefined, { numeric: true })
  return chargers.toSorted((a, b) => (sort.startsWith('-') ? compare(b, a) : compare(a, b)))
}

function kindsOf(chargers: Charger[]): ChargerKind[] {
  const kinds = new Map<string, ChargerKind>()
  for (const charger of chargers) {
    const key = JSON.stringify(KIND.map((name) => charger[name]))
    const { vendor, model, firmware_version, security_profile } = charger
    const kind = kinds.get(key) ?? { vendor, model, firmware_version, security_profile, total: 0, online: 0 }
    kinds.set(key, { ...kind, total: kind.total + 1, online: kind.online + Number(charger.online) })
  }
  return [...kinds.values()]
}

/** Answers as the server does for this fleet: searched, sorted, in pages, and counted. `meantFor`: its one firmware. */
export function fakeFleet(chargers: Charger[], meantFor?: Firmware): Record<string, Answer> {
  return {
    'GET /api/admin/chargers': ({ url }) => {
      const query = url.searchParams
      const found = sorted(selected(chargers, url, meantFor), query.get('sort') ?? 'charge_point_id')
      const from = Number(query.get('cursor') ?? 0)
      const to = from + Number(query.get('limit') ?? 50)
      return { body: { items: found.slice(from, to), next_cursor: to < found.length ? String(to) : null } }
    },
    'GET /api/admin/chargers/summary': ({ url }) => {
      const found = selected(chargers, url, meantFor)
      const online = found.filter((charger) => charger.online).length
      return { body: { total: found.length, online, kinds: kindsOf(found) } }
    },
  }
}
