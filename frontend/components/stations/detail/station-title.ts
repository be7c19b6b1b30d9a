import { formatLimit, formatPower } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Overview, Station } from '@/lib/types'

interface StationTitleProps {
  station: Station
  /** Of this station; undefined while unknown. */
  overview: Overview | undefined
}

/** What goes on there, in one sentence. */
export function stationTitle({ station, overview }: StationTitleProps): string {
  const { name, power_limit_w } = station
  const charging = overview?.connectors.charging ?? station.connectors_charging
  const power = formatPower(overview?.power_w ?? station.power_w)
  if (station.chargers_total === 0) return t('{name}: no charger yet', { name })
  if (charging === 0) return t('{name}: nothing is charging', { name })
  if (power_limit_w === null) {
    return t('{name}: {charging, plural, one {# connector} other {# connectors}} charging at {power}', {
      name,
      charging,
      power,
    })
  }
  return t(
    '{name}: {charging, plural, one {# connector} other {# connectors}} charging at {power} of {limit}',
    { name, charging, power, limit: formatLimit(power_limit_w) },
  )
}
