import { formatDuration, formatEnergy } from '@/lib/format'
import type { MyTransaction } from '@/lib/types'

type Place = Pick<MyTransaction, 'station_name' | 'charge_point_id' | 'connector_id'>

/** Where a driver was: the station; without one, the charger. */
export const placeName = ({ station_name, charge_point_id }: Place): string => station_name ?? charge_point_id

/** "CP-0038, connector 1": where exactly. */
export function placeDetail({ station_name, charge_point_id, connector_id }: Place): string {
  const connector = connector_id === null ? '' : `connector ${connector_id}`
  return [station_name ? charge_point_id : '', connector].filter(Boolean).join(', ')
}

/** Milliseconds from the start to the end, or until now. */
export const durationMs = ({ started_at, stopped_at }: MyTransaction, now: number): number =>
  (stopped_at ? Date.parse(stopped_at) : now) - Date.parse(started_at)

/** "40.6 kWh in 24 min". */
export function soFar(session: MyTransaction, now: number): string {
  const energy = session.energy_wh === null ? 'No energy yet' : formatEnergy(session.energy_wh)
  return `${energy} in ${formatDuration(durationMs(session, now) / 1000)}`
}

/** A driver needs no more than whether it runs, is over, or is being looked into. */
export function sessionNote({ state }: MyTransaction): string | null {
  if (state === 'suspect')
    return 'Its meter values do not fit together. Whoever runs the charger looks into it.'
  if (state === 'force_closed')
    return 'The charger did not report its end. It was closed with the last value known.'
  return null
}

interface MonthOf<Session> {
  month: string
  sessions: Session[]
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' })

/** In their order, under the month in which they started: "November 2026". */
export function byMonth<Session extends Pick<MyTransaction, 'started_at'>>(
  sessions: Session[],
): MonthOf<Session>[] {
  const months: MonthOf<Session>[] = []
  for (const session of sessions) {
    const month = MONTH.format(new Date(session.started_at))
    const last = months.at(-1)
    if (last?.month === month) last.sessions.push(session)
    else months.push({ month, sessions: [session] })
  }
  return months
}
