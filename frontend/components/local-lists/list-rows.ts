import type { Charger, LocalListSummary } from '@/lib/types'

/** A charger with its list; one that was never given any is left alone. */
export interface ListRow {
  id: string
  name: string
  station: string | null
  online: boolean
  list: LocalListSummary
}

const untouched = ({ id, charge_point_id }: Charger): LocalListSummary => ({
  charger_id: id,
  charge_point_id,
  mode: 'off',
  state: 'off',
  detail: null,
  said: null,
  wanted_count: 0,
  too_long_count: 0,
  no_room_count: 0,
  acknowledged_version: null,
  acknowledged_at: null,
  told_version: null,
  failures: 0,
  next_try_at: null,
  tried_at: null,
  synced_at: null,
})

export function listRows(chargers: Charger[], lists: LocalListSummary[]): ListRow[] {
  const known = new Map(lists.map((list) => [list.charger_id, list]))
  return chargers.map((charger) => ({
    id: charger.id,
    name: charger.charge_point_id,
    station: charger.station_name,
    online: charger.online,
    list: known.get(charger.id) ?? untouched(charger),
  }))
}
