import { msg } from '@/lib/i18n'
import type { Charger } from '@/lib/types'

const charging = ({ status }: Charger['connectors'][number]) => status === 'Charging'
const faulted = ({ status }: Charger['connectors'][number]) => status === 'Faulted'

/** What the list can be narrowed to; `broken` is what the overview counts. */
export const CHARGER_STATES: { value: string; label: string; match: (charger: Charger) => boolean }[] = [
  { value: 'online', label: msg('Online'), match: ({ online }) => online },
  {
    value: 'offline',
    label: msg('Offline'),
    match: ({ online, last_seen_at }) => !online && last_seen_at != null,
  },
  {
    value: 'never',
    label: msg('Never seen'),
    match: ({ online, last_seen_at }) => !online && last_seen_at == null,
  },
  {
    value: 'charging',
    label: msg('Charging'),
    match: ({ online, connectors }) => online && connectors.some(charging),
  },
  {
    value: 'broken',
    label: msg('Faulted or offline'),
    match: ({ online, last_seen_at, connectors }) =>
      connectors.some(faulted) || (!online && last_seen_at != null),
  },
]

export function filterChargers(
  chargers: Charger[],
  state: string | null,
  stationId: string | null,
): Charger[] {
  const match = CHARGER_STATES.find(({ value }) => value === state)?.match
  return chargers.filter(
    (charger) => (!match || match(charger)) && (!stationId || charger.station_id === stationId),
  )
}
